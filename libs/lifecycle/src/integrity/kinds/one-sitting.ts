import { dayNumber, FOREVER } from '../../calendar/day';
import type { MilestoneFact } from '../../project/history';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import { dayOfInstant, type Reading } from '../reading';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Whether two instants can be so many minutes apart, told by their dates: most are ruled out by them. */
function mayBeWithin(minutes: number, a: string, b: string): boolean {
  return dayNumber(b.slice(0, 10)) - dayNumber(a.slice(0, 10)) <= minutes / DAY_MINUTES + 1;
}

/** Runs of milestones recorded within some minutes of the first of them, each from the day of its last entry. */
export function sittings(
  { count, minutes, ignoreSources = [] }: IntegrityParameters['one-sitting'],
  reading: Reading,
): Finding[] {
  const findings: Finding[] = [];
  const { milestones } = reading;
  if (milestones.length < count) return findings;
  const counted = milestones.filter(({ source }) => !ignoreSources.some((prefix) => source.startsWith(prefix)));
  // A withdrawn one gone, the order in which they were stated is still that of their instants.
  for (let from = 0; from + count <= counted.length;) {
    if (!mayBeWithin(minutes, counted[from]!.recordedAt, counted[from + count - 1]!.recordedAt)) {
      from += 1;
      continue;
    }
    const until = Date.parse(counted[from]!.recordedAt) + minutes * MINUTE_MS;
    let to = from + 1;
    while (to < counted.length && Date.parse(counted[to]!.recordedAt) <= until) to += 1;
    if (to - from < count) {
      from += 1;
      continue;
    }
    findings.push(sitting(counted.slice(from, to), reading));
    from = to;
  }
  return findings;
}

function sitting(facts: readonly MilestoneFact[], reading: Reading): Finding {
  const events = facts.map(({ id }) => id);
  const from = dayOfInstant(reading, facts.at(-1)!.recordedAt);
  return { subject: events[0]!, from, to: FOREVER, events, detail: { count: facts.length } };
}
