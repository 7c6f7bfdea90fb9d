import { FOREVER } from '../../calendar/day';
import type { MilestoneFact } from '../../project/history';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import { dayOfInstant, milestoneFacts, type Reading } from '../reading';

const MINUTE_MS = 60_000;

/** Runs of milestones recorded within some minutes of the first of them, each from the day of its last entry. */
export function sittings(
  { count, minutes, ignoreSources = [] }: IntegrityParameters['one-sitting'],
  reading: Reading,
): Finding[] {
  const findings: Finding[] = [];
  const facts = milestoneFacts(reading);
  if (facts.length < count) return findings;
  const counted = facts.filter(({ source }) => !ignoreSources.some((prefix) => source.startsWith(prefix)));
  // A withdrawn one gone, the order in which they were stated is still that of their instants.
  for (let from = 0; from + count <= counted.length;) {
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
