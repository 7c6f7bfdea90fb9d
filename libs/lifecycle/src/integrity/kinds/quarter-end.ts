import { dayNumber, dayOf, FOREVER } from '../../calendar/day';
import type { MilestoneFact } from '../../project/history';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import type { Reading } from '../reading';

const QUARTER_ENDS: ReadonlySet<string> = new Set(['03-31', '06-30', '09-30', '12-31']);

const endsQuarter = ({ on }: MilestoneFact): boolean => QUARTER_ENDS.has(on.slice(5));

/** Dates of milestones bunched on the last days of quarters, from the day on which they are enough until they are diluted. */
export function quarterEnds(
  { count, sharePercent }: IntegrityParameters['quarter-end'],
  { milestones }: Reading,
): Finding[] {
  if (milestones.filter(endsQuarter).length < count) return [];
  const byDay = milestones.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.revision - b.revision));
  const findings: Finding[] = [];
  let events: readonly string[] = [];
  for (const [index, fact] of byDay.entries()) {
    if (endsQuarter(fact)) events = [...events, fact.id];
    const next = byDay[index + 1];
    if (next?.on === fact.on) continue;
    const total = index + 1;
    if (events.length < count || events.length * 100 < sharePercent * total) continue;
    const [from, to] = [dayNumber(fact.on), next === undefined ? FOREVER : dayNumber(next.on)];
    const detail = { count: events.length, total, on: dayOf(from) };
    findings.push({ subject: '', from, to, events, detail });
  }
  return findings;
}
