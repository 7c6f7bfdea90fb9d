import { Hand } from './hand';
import type { Delivery } from './delivery';

const delivery = (kind: Delivery['kind'], number: number): Delivery => ({
  endpointId: 'e',
  run: kind === 'live' ? 0 : 1,
  kind,
  messageId: `m${number}`,
  position: String(number),
  subject: 'a',
  attempts: 0,
  body: '{}',
});
const many = (kind: Delivery['kind'], count: number): Delivery[] =>
  Array.from({ length: count }, (_, number) => delivery(kind, number));

describe('what a courier has in hand', () => {
  const kinds = ['test', 'live', 'replay'] as const;
  /** A hand of which this many of each kind could set out. */
  const handOf = (ready = 0): Hand => new Hand(() => ready);

  it('is few of each kind, so that none takes another one’s place', () => {
    const hand = handOf();
    const wanted = hand.wanted(kinds, 10_000)!;
    expect(wanted).toEqual({ test: 8, live: 512, replay: 64 });
    hand.fetching(wanted);
    hand.take([...many('live', 512), ...many('replay', 64)], wanted);
    expect(hand.isLow(10_000)).toBe(false);
    hand.expectMore();
    expect(hand.wanted(kinds, 10_000)).toEqual({ test: 8 });
    for (const one of hand
      .all()
      .filter(({ kind }) => kind === 'live')
      .slice(0, 300))
      hand.settle(one);
    expect(hand.wanted(kinds, 10_000)).toEqual({ test: 8, live: 512 });
  });

  it('is fewer still where many endpoints share the memory of a process', () => {
    const hand = handOf();
    expect(hand.wanted(kinds, 32)).toEqual({ test: 8, live: 32, replay: 32 });
    hand.fetching({ live: 32 });
    hand.take(many('live', 32), { live: 32 });
    expect(hand.wanted(['live'], 32)).toBeNull();
  });

  it('is added to when few could set out, not when many are still to be put on record', () => {
    let ready = 0;
    const hand = new Hand(() => ready);
    hand.take(many('live', 200), { live: 200 });
    ready = 64;
    expect(hand.wanted(['live'], 10_000)).toBeNull();
    ready = 63;
    expect(hand.wanted(['live'], 10_000)).toEqual({ live: 512 });
  });

  it('is nothing that was settled while it was looked for', () => {
    const hand = handOf();
    hand.take(many('live', 2), { live: 2 });
    hand.fetching({ live: 2 });
    hand.settle(delivery('live', 1));
    expect(hand.take(many('live', 3), { live: 512 })).toEqual([delivery('live', 2)]);
  });
});
