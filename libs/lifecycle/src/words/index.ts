export { attributeChanges } from './attribute-changes';
export { describeEvent, TOLD_TYPES, type EventWords } from './describe';
export { correctedEventOf, documentOf, milestonesNamedBy, reasonOf, worldDateOf } from './event-facts';
export { change, changeText, type FieldChange } from './field-change';
export { retell, type ToldEvent } from './retell';
export type { Before } from './teller';
export { STANDING_LABELS } from './values';
export { vocabularyOf, type Vocabulary } from './vocabulary';
export {
  CASE_STATE_LABELS,
  caseText,
  entryText,
  LIGHT_LABELS,
  MILESTONE_STATUS_LABELS,
  timelineChanges,
} from './state-changes';
