import { dayOf, FOREVER } from '../../calendar/day';
import { milestoneOf } from '../../catalogue/catalogue';
import { milestoneCourse } from '../../project/milestone-course';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import type { Reading } from '../reading';

/**
 * A milestone that happened before one that comes first: while that one is missing, and for good once it came after.
 * One that does not belong to the project is not missed.
 */
export function orderInversions(
  { milestone, before }: IntegrityParameters['order-inversion'],
  { course, kind }: Reading,
): Finding[] {
  const happened = course.passages.get(milestone)?.[0];
  if (happened === undefined) return [];
  const findings: Finding[] = [];
  for (const other of before) {
    if (milestoneOf(course.catalogue, other) === undefined) continue;
    const { passages, notApplicableTo, waivedFrom } = milestoneCourse(course, other);
    const came = passages[0];
    if (came !== undefined && came.on <= happened.on) continue;
    const missingTo = Math.min(came?.on ?? FOREVER, waivedFrom);
    const missed = notApplicableTo?.includes(kind) !== true && happened.on < missingTo;
    const first = happened.fact.id;
    const detail = { milestone, on: dayOf(happened.on), other };
    if (missed) findings.push({ subject: other, from: happened.on, to: missingTo, events: [first], detail });
    if (came === undefined) continue;
    findings.push({
      subject: other,
      from: came.on,
      to: FOREVER,
      events: [first, came.fact.id],
      detail: { ...detail, otherOn: dayOf(came.on), days: came.on - happened.on },
    });
  }
  return findings;
}
