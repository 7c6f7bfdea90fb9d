import fc from 'fast-check';
import { generateSample } from '@milepost/sample';
import { MESSAGE_TYPES, tell, testMessage, type Subject } from '.';
import { exampleMessage } from './example-message';
import { MESSAGE_KINDS } from './message-kinds';
import { cloudEventErrors, schemaErrors } from './message-schemas.spec-support';
import { bodyOf, event, SOURCE, tellAll } from './told.spec-support';

describe('the types of messages', () => {
  it('are all declared, each once and from its own event', () => {
    expect(MESSAGE_KINDS.map(({ type }) => type)).toEqual(MESSAGE_TYPES);
    const stored = MESSAGE_KINDS.flatMap((kind) => (kind.stored === null ? [] : [kind.stored]));
    expect(new Set(stored).size).toBe(MESSAGE_TYPES.length - 1);
  });

  it.each(MESSAGE_KINDS.map((kind) => [kind.type, kind] as const))(
    '%s has a sound example with all fields',
    (_, kind) => {
      const message = exampleMessage(kind);
      expect([schemaErrors(message), cloudEventErrors(message)]).toEqual([[], []]);
      const { data } = bodyOf(message);
      const named = kind.type === 'project.amended' ? ['changed', 'effectiveOn', 'landMode'] : Object.keys(kind.places);
      expect(Object.keys(data)).toEqual([...(kind.about === 'project' ? ['project'] : []), ...named]);
    },
  );

  it.each(MESSAGE_KINDS.map((kind) => [kind.type, kind] as const))('%s has its labels in both languages', (_, kind) => {
    const labels = [kind.label, kind.when, ...Object.values(kind.places).map(({ meaning }) => meaning)];
    for (const { en, zh } of labels) {
      expect(en).toMatch(/^[\x20-\x7e]+$/);
      expect(zh).toMatch(/\p{Script=Han}|SHA-256/u);
    }
  });
});

describe('the schemas', () => {
  it('are no formality', () => {
    const { body } = exampleMessage(MESSAGE_KINDS[0]!);
    expect(schemaErrors({ body: body.replace('"2026-05-18"', '"2026-02-30"') })).not.toEqual([]);
    expect(schemaErrors({ body: body.replace('"milestone":', '"note":') })).toHaveLength(2);
    expect(cloudEventErrors({ body: body.replace('"sequence"', '"sequence_no"') })).toHaveLength(1);
    expect(cloudEventErrors({ body: body.replace('"specversion":"1.0"', '"specversion":"2"') })).toHaveLength(1);
  });

  it('hold for every message of the sample, which are counted without gaps', () => {
    const events = generateSample().events.map((each, index) => ({ ...each, position: String(index + 1) }));
    const { messages, subjects } = tellAll(events);
    expect(messages.length).toBeGreaterThan(2_000);
    expect(new Set(messages.map(({ type }) => type)).size).toBeGreaterThan(9);
    const counts = new Map<string, number>();
    for (const message of messages) {
      expect([message.id, schemaErrors(message), cloudEventErrors(message)]).toEqual([message.id, [], []]);
      counts.set(message.subject, (counts.get(message.subject) ?? 0) + 1);
      expect(message.sequence).toBe(counts.get(message.subject));
    }
    for (const [key, { sequence }] of subjects) expect([key, sequence]).toEqual([key, counts.get(key) ?? 0]);
    expect(schemaErrors(testMessage('t', '2026-05-18T02:30:00Z', SOURCE))).toEqual([]);
  });
});

describe('telling', () => {
  const kinds = MESSAGE_KINDS.filter(({ stored }) => stored !== null);
  const types = fc.constantFrom(...kinds.map(({ stored }) => stored as string), 'unknown.v1');
  const streams = fc.constantFrom('project-p-1', 'bottleneck-p-1', 'report-2026-05', 'checkpoint-o/x', 'x', 'project-');
  const names = [...new Set(kinds.flatMap(({ example }) => Object.keys(example)))];
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      'eia',
      '2026-05-01',
      '2026-05',
      'yellow',
      '1',
      null,
      { eia: '2026-05-01' },
      { code: 'a', version: 1 },
    ),
  );
  /** Events that are nearly as they should be, and events that are anything. */
  const stored = fc.oneof(
    fc
      .tuple(fc.constantFrom(...kinds), fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 }))
      .map(([{ stored: type, example }, other]) => [type as string, { ...example, ...other }] as const),
    fc.tuple(types, fc.jsonValue()),
  );

  it('never throws, and makes no message that is not sound', () => {
    let told = 0;
    const property = fc.property(fc.array(fc.tuple(stored, streams)), (all) => {
      let subject: Subject | undefined;
      for (const [[type, data], stream] of all) {
        const { subject: after, message } = tell(subject, event(type, data, { stream }), SOURCE);
        expect(after.sequence).toBe((subject?.sequence ?? 0) + (message === null ? 0 : 1));
        subject = after;
        if (message === null) continue;
        told += 1;
        expect([schemaErrors(message), cloudEventErrors(message)]).toEqual([[], []]);
      }
    });
    fc.assert(property, { numRuns: 500 });
    expect(told).toBeGreaterThan(200);
  });
});
