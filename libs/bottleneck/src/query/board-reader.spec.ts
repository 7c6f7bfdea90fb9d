import { CN_INVESTMENT, FIVE_MILESTONES, type Rulebook } from '@milepost/lifecycle';
import type { ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { BoardReader } from './board-reader';

const adopted = <Value>(value: Value) => [{ value, inForceFrom: '2000-01-01', eventId: 'e', recordedAt: 'r' }];
const book: Rulebook = {
  catalogues: { 'cn-investment': adopted(CN_INVESTMENT) },
  integrity: {},
  rulesets: { 'five-milestones': adopted(FIVE_MILESTONES) },
};
const rules = { rulebook: async () => book } as unknown as RuleEvents;

function readerOf(states: string[]) {
  const query = jest.fn(async () => ({ rows: [] }));
  const models = {
    pool: { query },
    reach: async () => ({ position: '7', state: states.shift() }),
    asOf: () => ({ on: '2026-06-30', knownAt: null }),
  } as unknown as ReadModels;
  const reader = new BoardReader(models, rules, {} as StatePins);
  return { query, look: async () => reader.buckets(await reader.subject({ ruleset: 'five-milestones' })) };
}

describe('a board asked for again', () => {
  it('is remembered while the view stays as it is', async () => {
    const { query, look } = readerOf(['1/0/7', '1/0/7']);
    expect(await look()).toEqual(await look());
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('is read anew after a rebuild or a retry, though no event has come', async () => {
    const { query, look } = readerOf(['1/0/7', '1/1/7', '2/0/7']);
    for (let times = 0; times < 3; times += 1) await look();
    expect(query).toHaveBeenCalledTimes(3);
  });
});
