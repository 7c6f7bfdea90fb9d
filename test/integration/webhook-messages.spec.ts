import fc from 'fast-check';
import type { RecordedEvent } from '../../libs/lifecycle/src';
import { DRAW, grow, type Draw } from '../../libs/lifecycle/src/testing/random-history.spec-support';
import { generateSample } from '../../libs/sample/src';
import { MESSAGE_TYPES } from '../../libs/webhook/src';
import { cloudEventErrors, schemaErrors } from '../../libs/webhook/src/message/message-schemas.spec-support';
import { bodyOf, tellAll } from '../../libs/webhook/src/message/told.spec-support';
import { AMOUNT, MARKERS, others, secretive } from '../support/marked-events';

const draw: fc.Arbitrary<Draw> = fc.tuple(...DRAW.map((max) => fc.nat(max))) as fc.Arbitrary<never>;
const histories = fc.array(draw, { minLength: 3, maxLength: 40, size: 'max' }).map((draws) => grow(draws).events);

describe('messages of random histories', () => {
  it('are varied enough to prove anything', () => {
    const all = fc.sample(histories, { numRuns: 300, seed: 1 });
    const types = (events: readonly RecordedEvent[]) => tellAll(events).messages.map(({ type }) => type);
    // With the other families, all but those of a bottleneck in yellow and cleared, and the test.
    expect(new Set([...all.flatMap(types), ...types(others(MARKERS[0]))]).size).toBe(MESSAGE_TYPES.length - 3);
  });

  it('are as their schemas say, and counted without gaps', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const { messages } = tellAll(events);
        messages.forEach((message, index) => {
          expect(message.sequence).toBe(index + 1);
          expect([schemaErrors(message), cloudEventErrors(message)]).toEqual([[], []]);
        });
      }),
      { numRuns: 300 },
    );
  });

  it.each(MARKERS)('hold no words, names, amounts or figures (marked by %s)', (marker) => {
    fc.assert(
      fc.property(histories, (events) => {
        const { messages } = tellAll([...events.map((event) => secretive(event, marker)), ...others(marker)]);
        expect(messages).toHaveLength(tellAll(events).messages.length + 5);
        for (const message of messages) {
          expect(message.body).not.toContain(marker);
          expect(message.body).not.toContain(AMOUNT);
          expect(schemaErrors(message)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
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
