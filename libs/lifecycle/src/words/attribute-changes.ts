import type { ProjectSummary } from '../project/summary';
import { change, type FieldChange } from './field-change';
import { assignmentChanges, profileChanges } from './tell-profile';
import { STANDING_LABELS } from './values';
import type { Vocabulary } from './vocabulary';

/** Attributes and standing in which a project differs from what it was. */
export function attributeChanges(from: ProjectSummary, to: ProjectSummary, vocabulary: Vocabulary): FieldChange[] {
  const tier = ({ profile: { sizeTier } }: ProjectSummary) =>
    sizeTier === null ? null : vocabulary.sizeTier(sizeTier);
  return [
    ...profileChanges(from.profile, to.profile, vocabulary),
    ...change('sizeTier', { zh: '规模档', en: 'size tier' }, tier(from), tier(to)),
    ...assignmentChanges(from.profile, to.profile),
    ...change('standing', { zh: '状态', en: 'standing' }, STANDING_LABELS[from.standing], STANDING_LABELS[to.standing]),
  ];
}
