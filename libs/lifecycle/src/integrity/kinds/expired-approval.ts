import { dayOf, FOREVER, type DayNumber } from '../../calendar/day';
import type { Course, Passage } from '../../project/course';
import type { Interval } from '../../project/intervals';
import { milestoneCourse } from '../../project/milestone-course';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import type { Reading } from '../reading';

/** Days on which an approval that was given is not valid, and the last of its passages before them. */
interface Lapse {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly last: Passage;
}

function lapsesOf(passages: readonly Passage[]): Lapse[] {
  const lapses: Lapse[] = [];
  let last = passages[0];
  for (const passage of passages.slice(1)) {
    if (last !== undefined && last.validUntil + 1 < passage.on) {
      lapses.push({ from: last.validUntil + 1, to: passage.on, last });
    }
    if (last === undefined || passage.validUntil >= last.validUntil) last = passage;
  }
  if (last !== undefined && last.validUntil < FOREVER) lapses.push({ from: last.validUntil + 1, to: FOREVER, last });
  return lapses;
}

/** What is left of some days when those on which the project had ended are taken away. */
function whileUnderWay(
  { terminations, exits }: Course,
  from: DayNumber,
  to: DayNumber,
): (readonly [DayNumber, DayNumber])[] {
  let left: (readonly [DayNumber, DayNumber])[] = [[from, to]];
  const without = ({ from: begin, to: end }: Interval): void => {
    left = left.flatMap(([a, b]) => [[a, Math.min(b, begin)] as const, [Math.max(a, end), b] as const]);
  };
  terminations.forEach(without);
  exits.forEach(without);
  return left.filter(([a, b]) => a < b);
}

/**
 * Approvals past their validity: while nothing was built upon them and the project has not ended, and for good where
 * the first later milestone happened after they had lapsed. Given again, or built upon in time, they raise nothing.
 */
export function expiredApprovals(
  { approvals }: IntegrityParameters['expired-approval'],
  { course }: Reading,
): Finding[] {
  const findings: Finding[] = [];
  for (const milestone of approvals) {
    if (!course.passages.has(milestone)) continue;
    const approval = milestoneCourse(course, milestone);
    const lapses = lapsesOf(approval.passages);
    if (lapses.length === 0) continue;
    const built = approval.later;
    for (const { from, to, last } of lapses) {
      const detail = { milestone, on: last.fact.on, until: dayOf(last.validUntil) };
      const unused = Math.min(to, built?.on ?? FOREVER);
      for (const [a, b] of from < unused ? whileUnderWay(course, from, unused) : []) {
        findings.push({ subject: milestone, from: a, to: b, events: [last.fact.id], detail });
      }
      if (built === undefined || built.on < from || built.on >= to) continue;
      findings.push({
        subject: milestone,
        from: built.on,
        to: FOREVER,
        events: [last.fact.id, built.fact.id],
        detail: { ...detail, other: built.fact.milestone, otherOn: built.fact.on },
      });
    }
  }
  return findings;
}
