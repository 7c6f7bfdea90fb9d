import fc from 'fast-check';
import type { Delivery } from './delivery';
import { Lanes } from './lanes';

const delivery = (subject: string, position: number, run = 0): Delivery => ({
  endpointId: 'e',
  run,
  kind: run === 0 ? 'live' : 'replay',
  messageId: `m${position}`,
  position: String(position),
  subject,
  attempts: 0,
  body: '{}',
});

describe('lanes', () => {
  it('send all at once where the endpoint is not ordered', () => {
    const lanes = new Lanes(false);
    lanes.add([delivery('a', 1), delivery('a', 2)]);
    expect([lanes.take()?.position, lanes.take()?.position, lanes.take()]).toEqual(['1', '2', undefined]);
  });

  it('send one of a subject at a time, the next when it is delivered', () => {
    const lanes = new Lanes(true);
    const [first, second, other] = [delivery('a', 1), delivery('a', 2), delivery('b', 3)];
    lanes.add([first, second, other]);
    expect([lanes.take(), lanes.take(), lanes.take()]).toEqual([first, other, undefined]);
    lanes.delivered(first);
    expect(lanes.take()).toBe(second);
    lanes.delivered(second);
    lanes.delivered(other);
    expect(lanes.size).toBe(0);
  });

  it('let go of what is behind a failure', () => {
    const lanes = new Lanes(true);
    const [first, second] = [delivery('a', 1), delivery('a', 2)];
    lanes.add([first, second]);
    lanes.take();
    expect(lanes.failed(first)).toEqual([second]);
    expect(lanes.size).toBe(0);
    // Read again later, in order.
    lanes.add([first, second]);
    expect([lanes.take(), lanes.take()]).toEqual([first, undefined]);
  });

  it('keep a replay apart from what is live', () => {
    const lanes = new Lanes(true);
    const [live, replayed] = [delivery('a', 1), delivery('a', 1, 7)];
    lanes.add([live, replayed, live]);
    expect([lanes.take(), lanes.take(), lanes.take()]).toEqual([live, replayed, undefined]);
  });

  it('never have two of a subject on the wire, and keep their order, whatever happens', () => {
    const step = fc.record({ take: fc.boolean(), ok: fc.boolean(), which: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 }), fc.array(step), (subjects, steps) => {
        const all = subjects.map((subject, index) => delivery(`s${subject}`, index));
        const lanes = new Lanes(true);
        lanes.add(all);
        const wire: Delivery[] = [];
        const done = new Map<string, number>();
        const held = new Set<string>();
        for (const { take, ok, which } of steps) {
          const next = take ? lanes.take() : undefined;
          if (next) {
            expect(wire.some(({ subject }) => subject === next.subject)).toBe(false);
            expect(held.has(next.subject)).toBe(false);
            wire.push(next);
          }
          const [settled] = take || wire.length === 0 ? [] : wire.splice(which % wire.length, 1);
          if (!settled) continue;
          if (ok) {
            lanes.delivered(settled);
            expect(Number(settled.position)).toBeGreaterThan(done.get(settled.subject) ?? -1);
            done.set(settled.subject, Number(settled.position));
          } else {
            lanes.failed(settled);
            held.add(settled.subject);
          }
        }
      }),
    );
  });
});
