import type { Day } from '../calendar';
import type { EvidenceDocument, RecordedEvent } from '../events';

type Data = Readonly<Record<string, unknown>>;

const dataOf = ({ data }: RecordedEvent): Data => (typeof data === 'object' && data !== null ? (data as Data) : {});
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Under which name each type of event keeps the date in the world that it speaks of. */
const DATES: Readonly<Record<string, string>> = {
  'project.amended.v1': 'effectiveOn',
  'milestone.reached.v1': 'occurredOn',
  'milestone.corrected.v1': 'occurredOn',
  'milestone.not-applicable.v1': 'decidedOn',
  'schedule.committed.v1': 'committedOn',
  'project.suspended.v1': 'since',
  'project.resumed.v1': 'since',
  'project.terminated.v1': 'since',
  'project.reinstated.v1': 'since',
  'project.transferred.v1': 'since',
  'status.corrected.v1': 'since',
  'responsibility.assigned.v1': 'from',
  'issue.raised.v1': 'raisedOn',
  'issue.resolved.v1': 'resolvedOn',
  'bottleneck.turned-yellow.v1': 'on',
  'bottleneck.turned-red.v1': 'on',
  'bottleneck.cleared.v1': 'on',
  'catalogue.adopted.v1': 'inForceFrom',
  'ruleset.adopted.v1': 'inForceFrom',
  'integrity-rules.adopted.v1': 'inForceFrom',
};

/** The date in the world that an event speaks of, `null` for one that has none. */
export function worldDateOf(event: RecordedEvent): Day | null {
  return text(dataOf(event)[DATES[event.type] ?? 'occurredOn']);
}

/** Why it was recorded: as the event says, or else as was said when it was recorded. */
export function reasonOf(event: RecordedEvent): string | null {
  return text(dataOf(event).reason) ?? text(event.metadata.reason);
}

/** What proves it, where the event names a document. */
export function documentOf(event: RecordedEvent): EvidenceDocument | null {
  const { document } = dataOf(event);
  return typeof document === 'object' && document !== null ? document : null;
}

const PUT_RIGHT = new Set([
  'milestone.corrected.v1',
  'milestone.withdrawn.v1',
  'status.corrected.v1',
  'status.withdrawn.v1',
]);

/** Id of the event that it corrects, replaces or takes back, `null` for one that states something new. */
export function correctedEventOf(event: RecordedEvent): string | null {
  const { target, replaces } = dataOf(event);
  if (event.type === 'investment.reported.v1') return text(replaces);
  return PUT_RIGHT.has(event.type) ? text(target) : null;
}

/** Codes of the milestones that it speaks of: a commitment names several. */
export function milestonesNamedBy(event: RecordedEvent): readonly string[] {
  const { milestone, targets } = dataOf(event);
  if (typeof milestone === 'string') return [milestone];
  return event.type === 'schedule.committed.v1' && typeof targets === 'object' && targets !== null
    ? Object.keys(targets)
    : [];
}
