import fc from 'fast-check';
import type { RecordedEvent } from '../../libs/lifecycle/src';
import { DRAW, grow, type Draw } from '../../libs/lifecycle/src/testing/random-history.spec-support';
import { generateSample } from '../../libs/sample/src';
import { cloudEventErrors, schemaErrors } from '../../libs/webhook/src/message/message-schemas.spec-support';
import { bodyOf, tellAll } from '../../libs/webhook/src/message/told.spec-support';

const draw: fc.Arbitrary<Draw> = fc.tuple(...DRAW.map((max) => fc.nat(max))) as fc.Arbitrary<never>;
const histories = fc.array(draw, { minLength: 3, maxLength: 40, size: 'max' }).map((draws) => grow(draws).events);

/** In words, and in the form of a code, which no check of forms would hold back. */
const MARKERS = ['绝密标记', 'zq7-marker'] as const;
const AMOUNT = '98765432109.87';

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

function secretive(event: RecordedEvent, marker: string): RecordedEvent {
  const metadata = { actor: marker, bureau: marker, source: marker, reason: marker, correlationId: marker };
  return { ...event, metadata, data: withMarkers(event.data as object, marker) };
}

/** Events of the families that random histories do not have. */
const others = (marker: string): RecordedEvent[] => {
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

describe('messages of random histories', () => {
  it('are as their schemas say, and counted without gaps', () => {
    const types = new Set<string>();
    fc.assert(
      fc.property(histories, (events) => {
        const { messages } = tellAll(events);
        messages.forEach((message, index) => {
          types.add(message.type);
          expect(message.sequence).toBe(index + 1);
          expect([schemaErrors(message), cloudEventErrors(message)]).toEqual([[], []]);
        });
      }),
      { numRuns: 300 },
    );
    expect(types.size).toBe(15);
  });

  it.each(MARKERS)('hold no words, names, amounts or figures (marked by %s)', (marker) => {
    const told = new Map<string, number>();
    fc.assert(
      fc.property(histories, (events) => {
        const { messages } = tellAll([...events.map((event) => secretive(event, marker)), ...others(marker)]);
        for (const message of messages) {
          told.set(message.type, (told.get(message.type) ?? 0) + 1);
          expect(message.body).not.toContain(marker);
          expect(message.body).not.toContain(AMOUNT);
          expect(schemaErrors(message)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
    // Every type that histories can have is among them, so that this proves something.
    expect(told.size).toBe(20);
  });

  it('are the same where the same is stated, whoever tells them', () => {
    fc.assert(
      fc.property(histories, (events) => {
        expect(tellAll(JSON.parse(JSON.stringify(events)) as RecordedEvent[])).toEqual(tellAll(events));
      }),
      { numRuns: 50 },
    );
  });
});

describe('messages of the sample', () => {
  const events = generateSample().events.map((event, index) => ({ ...event, position: String(index + 1) }));

  it('are none of who is responsible, what was invested, how flags were explained, and which rules hold', () => {
    const silent = /^(responsibility\.assigned|investment\.reported|flag\.explained|.*\.adopted)\./;
    const { messages } = tellAll(events);
    const spoken = events.filter(({ type }) => !silent.test(type));
    expect(messages.map(({ id }) => id)).toEqual(spoken.map(({ id }) => id));
    expect(spoken.length).toBeLessThan(events.length);
  });

  it('hold no text in Chinese at all', () => {
    for (const message of tellAll(events).messages) expect(message.body).not.toMatch(/\p{Script=Han}/u);
  });

  it('give the state of a project that its last event left', () => {
    const { subjects, messages } = tellAll(events);
    const last = new Map(messages.map((message) => [message.subject, message]));
    for (const [id, subject] of subjects) {
      const { code, kind, district } = subject;
      expect(bodyOf(last.get(id)).data['project']).toEqual({ id, code, kind, district });
    }
  });
});
