import { dayNumber, FOREVER } from '../../calendar/day';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import { dayOfInstant, milestoneFacts, type Reading } from '../reading';

/** Milestones recorded long after they happened, each from the day on which it was recorded. */
export function lateRecordings(
  { days, milestones }: IntegrityParameters['late-recording'],
  reading: Reading,
): Finding[] {
  const findings: Finding[] = [];
  for (const { id, milestone, on, recordedAt } of milestoneFacts(reading, milestones)) {
    const happened = dayNumber(on);
    // No zone is further than a day from UTC: most are ruled out without asking for it.
    if (dayNumber(recordedAt.slice(0, 10)) + 1 - happened <= days) continue;
    const recorded = dayOfInstant(reading, recordedAt);
    const late = recorded - happened;
    if (late <= days) continue;
    findings.push({ subject: id, from: recorded, to: FOREVER, events: [id], detail: { milestone, on, days: late } });
  }
  return findings;
}
