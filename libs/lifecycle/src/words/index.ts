export { describeEvent, TOLD_TYPES, type EventWords } from './describe';
export { correctedEventOf, documentOf, milestonesNamedBy, reasonOf, worldDateOf } from './event-facts';
export { change, changeText, type FieldChange } from './field-change';
export { retell, type ToldEvent } from './retell';
export { assignmentChanges, profileChanges } from './tell-profile';
export type { Before } from './teller';
export { STANDING_LABELS } from './values';
export { vocabularyOf, type Vocabulary } from './vocabulary';
