import { dayOf, FOREVER } from '../../calendar/day';
import { milestoneOf } from '../../catalogue/catalogue';
import { compareYuan, type Yuan } from '../../money/yuan';
import { firstOf, milestoneCourse } from '../../project/milestone-course';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import type { Reading } from '../reading';

/** A milestone that has not happened, though one of those that show the end of the way has. */
export function missingMilestones(
  { milestones, missing, minInvestment }: IntegrityParameters['missing-milestone'],
  { course, kind, totalInvestment }: Reading,
): Finding[] {
  if (milestoneOf(course.catalogue, missing) === undefined) return [];
  if (minInvestment !== undefined) {
    if (totalInvestment === null || compareYuan(totalInvestment as Yuan, minInvestment as Yuan) < 0) return [];
  }
  const happened = firstOf(course, milestones);
  if (happened === undefined) return [];
  const { passages, notApplicableTo, waivedFrom } = milestoneCourse(course, missing);
  if (notApplicableTo?.includes(kind) === true) return [];
  const to = Math.min(passages[0]?.on ?? FOREVER, waivedFrom);
  if (to <= happened.on) return [];
  const { fact, on } = happened;
  const detail = { milestone: fact.milestone, on: dayOf(on), other: missing };
  return [{ subject: missing, from: on, to, events: [fact.id], detail }];
}
