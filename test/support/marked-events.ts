import type { RecordedEvent } from '../../libs/lifecycle/src';

/** In words, and in the form of a code, which no check of forms would hold back. */
export const MARKERS = ['绝密标记', 'zq7-marker'] as const;
export const AMOUNT = '98765432109.87';

/** What may go out, by the names in an event's data; everything else that an event says is marked. */
const OPEN = new Set([
  ...['milestone', 'occurredOn', 'validUntil', 'target', 'decidedOn', 'targets', 'committedOn', 'since', 'district'],
  ...['kind', 'landMode', 'catalogue', 'effectiveOn', 'code', 'raisedOn', 'dueOn', 'resolvedOn', 'month', 'ruleset'],
  ...['sha256', 'asOf', 'origin', 'size', 'rootHash', 'rulesetVersion', 'bottleneck', 'awaits', 'startedBy', 'on'],
  ...['limit', 'committed', 'was'],
]);
const AMOUNTS = new Set(['totalInvestment', 'amount', 'cumulative']);

function marked(value: unknown, marker: string): unknown {
  if (typeof value === 'string') return marker;
  if (Array.isArray(value)) return [...(value as unknown[]).map((each) => marked(each, marker)), marker];
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, name === 'changes' ? part : marked(part, marker)]);
  return { ...(Object.fromEntries(entries) as object), remark: marker };
}

/** The same data with a marker in every place that is not open, and in places that nobody knows. */
function withMarkers(data: object, marker: string): Record<string, unknown> {
  const entries = Object.entries(data).map(([name, value]: [string, unknown]) => {
    if (name === 'changes') return [name, withMarkers(value as object, marker)];
    if (AMOUNTS.has(name)) return [name, AMOUNT];
    return [name, OPEN.has(name) ? value : marked(value, marker)];
  });
  const more = { remark: marker, note: marker, reason: marker, document: { number: marker, issuer: marker } };
  return { ...more, ...(Object.fromEntries(entries) as object), [marker]: marker };
}

/** The same event with the marker in every place from which nothing may go out. */
export function secretive(event: RecordedEvent, marker: string): RecordedEvent {
  const metadata = { actor: marker, bureau: marker, source: marker, reason: marker, correlationId: marker };
  return { ...event, metadata, data: withMarkers(event.data as object, marker) };
}

/** Events of the families that random histories do not have. */
export const others = (marker: string): RecordedEvent[] => {
  const on = (stream: string, type: string, data: object, revision: number) =>
    secretive(
      {
        ...{ id: `x${revision}`, type, stream, revision, position: String(1_000 + revision), data },
        recordedAt: '2031-01-01T01:00:00.000Z',
        metadata: { actor: 'clerk-01', source: 'test' },
      },
      marker,
    );
  const rule = { ruleset: 'five-milestones', rulesetVersion: 1, bottleneck: 'eia-pending', awaits: 'eia' };
  const turned = { ...rule, since: '2026-01-01', startedBy: 'e1', on: '2026-05-01', limit: '2026-04-30' };
  const raised = { title: '', milestone: 'eia', bureau: '', raisedOn: '2026-05-01', dueOn: null };
  return [
    on('project-p-1', 'issue.raised.v1', raised, 0),
    on('project-p-1', 'issue.resolved.v1', { target: 'x0', resolvedOn: '2026-05-02', resolution: '' }, 1),
    on('bottleneck-p-1', 'bottleneck.turned-red.v1', { ...turned, committed: null }, 2),
    on(
      'report-2026-05',
      'report.published.v1',
      {
        month: '2026-05',
        ruleset: { code: 'a', version: 1 },
        sha256: 'a'.repeat(64),
        asOf: { on: '2026-05-31', knownAt: '2026-06-01T00:00:00.000Z' },
      },
      3,
    ),
    on(
      'checkpoint-o',
      'checkpoint.issued.v1',
      { origin: 'o', size: 1, rootHash: 'QUJD', note: '', verifierKey: '' },
      4,
    ),
  ];
};
