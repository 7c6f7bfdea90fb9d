import { randomUUID } from 'node:crypto';
import { CN_INVESTMENT, FIVE_MILESTONES, foldBoard, type RecordedRuleEvent } from '../../libs/lifecycle/src';
import { EVENT_STORE, type EventStore } from '../../libs/event-store/src';
import type { Api } from '../support/api';
import { headOf } from '../support/commands';
import { adoptCatalogue, adoptRuleset, secondCatalogue, secondRuleset } from '../support/definitions';
import { sampleEvents, startSampleApi } from '../support/sample';

const BOARD = `query ($asOf: AsOfInput, $atLeast: Position) {
  bottlenecks(asOf: $asOf, atLeast: $atLeast) {
    ruleset { code version } catalogueVersion position
    buckets {
      bottleneck { code } open green yellow red skipped ended suspended investmentHeldUp longestDays
      dwell { count negative p50 p90 kaplanMeierMedian }
    }
    groups(by: SIZE_TIER) { key label total }
  }
}`;

const FROM = '2025-06-01';
const DAY_BEFORE = '2025-05-31';

describe('rules adopted while the server runs', () => {
  const sample = sampleEvents();
  let api: Api;
  let before: string;
  beforeAll(async () => {
    api = await startSampleApi();
    before = new Date().toISOString();
  });
  afterAll(() => api.close());

  const board = async (on: string, knownAt: string | null, atLeast?: string | null) => {
    const { data, errors } = await api.ask(BOARD, { asOf: { on, knownAt }, atLeast });
    expect(errors).toBeUndefined();
    return data.bottlenecks;
  };

  /** The board folded from the sample and from the rules as the store holds them by now. */
  async function folded(on: string, knownAt: string | null) {
    const store = api.app.get<EventStore>(EVENT_STORE, { strict: false });
    const added = await store.readAll({ after: String(sample.all.length) });
    const rules = [...sample.rules, ...(added as unknown as RecordedRuleEvent[])];
    const figures = foldBoard(sample.projects.values(), rules, 'five-milestones', { on, knownAt });
    return [...figures].map(([code, figure]) => ({ bottleneck: { code }, ...figure }));
  }

  it('a ruleset: days from its day on go by it, days before by the old, and knowledge before it by the old', async () => {
    const old = { [FROM]: await board(FROM, null), [DAY_BEFORE]: await board(DAY_BEFORE, null) };
    const { adopted, position } = await adoptRuleset(api, secondRuleset(10), { inForceFrom: FROM });
    expect(adopted).toEqual({ code: 'five-milestones', version: 2 });

    const now = await board(FROM, null, position);
    expect(now).toMatchObject({ ruleset: { version: 2 }, position });
    expect(now.buckets).toEqual(await folded(FROM, null));
    expect(now.buckets).not.toEqual(old[FROM].buckets);

    const dayBefore = await board(DAY_BEFORE, null);
    expect(dayBefore).toMatchObject({ ruleset: { version: 1 }, buckets: old[DAY_BEFORE].buckets });
    const asKnown = await board(FROM, before);
    expect(asKnown).toMatchObject({ ruleset: { version: 1 }, buckets: old[FROM].buckets });
  });

  it('every ledger row names the version that made it', async () => {
    const versions = async (on: string) => {
      const { data } = await api.ask(
        `query ($on: CalendarDate) { bottleneckCases(bottleneck: "eia-pending", first: 100, asOf: { on: $on }) {
          edges { node { rulesetVersion } }
        } }`,
        { on },
      );
      const edges = data.bottleneckCases.edges as { node: { rulesetVersion: number } }[];
      return [...new Set(edges.map(({ node }) => node.rulesetVersion))];
    };
    expect([await versions(DAY_BEFORE), await versions(FROM)]).toEqual([[1], [2]]);
  });

  it('a catalogue: validity, size tiers and timelines by the version in force on the day', async () => {
    const { sizeTiers, milestones } = CN_INVESTMENT;
    const catalogue = secondCatalogue({
      sizeTiers: [{ code: 'any', label: { zh: '全部', en: 'Any' }, from: sizeTiers[0]?.from ?? '0' }],
      milestones: milestones.map((each) => (each.code === 'eia' ? { ...each, validMonths: 1 } : each)),
    });
    const old = { [FROM]: await board(FROM, null), [DAY_BEFORE]: await board(DAY_BEFORE, null) };
    const { adopted, position } = await adoptCatalogue(api, catalogue, { inForceFrom: FROM });
    expect(adopted).toEqual({ code: 'cn-investment', version: 2 });

    const now = await board(FROM, null, position);
    expect(now.catalogueVersion).toBe(2);
    expect(now.buckets).toEqual(await folded(FROM, null));
    const tiers = (now.groups as { key: string | null; label: string }[]).filter(({ key }) => key !== null);
    expect(tiers).toMatchObject([{ key: 'any', label: '全部' }]);
    const waiting = ({ buckets }: { buckets: { bottleneck: { code: string }; open: number }[] }) =>
      buckets.find(({ bottleneck }) => bottleneck.code === 'eia-pending')?.open ?? 0;
    // An EIA that is valid for a month only counts as not reached soon after.
    expect(waiting(now)).toBeGreaterThan(waiting(old[FROM]));

    expect(await board(DAY_BEFORE, null)).toMatchObject({
      catalogueVersion: 1,
      buckets: old[DAY_BEFORE].buckets,
      groups: old[DAY_BEFORE].groups,
    });
    expect(await board(FROM, before)).toMatchObject({ catalogueVersion: 1, ruleset: { version: 1 } });
  });

  it('a key sent again adopts nothing more, and one for another version is refused', async () => {
    const idempotencyKey = randomUUID();
    const options = { inForceFrom: '2026-01-01', idempotencyKey };
    const all = await Promise.all(Array.from({ length: 5 }, () => adoptRuleset(api, secondRuleset(2, 3), options)));
    expect(new Set(all.map(({ position }) => position)).size).toBe(1);
    expect(all.every(({ adopted }) => adopted?.version === 3)).toBe(true);
    const head = await headOf(api);
    const { adopted, userErrors } = await adoptRuleset(api, secondRuleset(3, 3), options);
    expect([adopted, userErrors]).toEqual([null, [{ code: 'idempotency-key.reused', field: 'idempotencyKey' }]]);
    expect(await headOf(api)).toBe(head);
  });

  it('limits past the end of the calendar are no limits', async () => {
    const { position } = await adoptRuleset(api, secondRuleset(5_000_000, 4), { inForceFrom: '2026-06-01' });
    const { buckets } = await board('2026-06-30', null, position);
    expect(buckets).toEqual(await folded('2026-06-30', null));
  });
});

describe('rules refused', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  const inForceFrom = FROM;
  const invalid = { code: 'definition.invalid', field: 'ruleset' };
  const [first] = FIVE_MILESTONES.bottlenecks;

  it('when the version is not later, the definition unsound, or a reason missing', async () => {
    const head = await headOf(api);
    const refusals = async (ruleset: typeof FIVE_MILESTONES, reason?: string) =>
      (await adoptRuleset(api, ruleset, { inForceFrom, ...(reason !== undefined && { reason }) })).userErrors;
    expect(await refusals(FIVE_MILESTONES)).toEqual([{ code: 'version.not-later', field: 'ruleset.version' }]);
    expect(await refusals(secondRuleset(2), ' ')).toEqual([{ code: 'reason.required', field: 'reason' }]);
    expect(await refusals({ ...secondRuleset(2), bottlenecks: [{ ...first!, awaits: 'topping-out' }] })).toEqual([
      invalid,
    ]);
    expect(await refusals({ ...secondRuleset(2), catalogue: 'nowhere' })).toEqual([
      { code: 'catalogue.unknown', field: 'ruleset.catalogue' },
    ]);
    expect(await headOf(api)).toBe(head);
  });

  it('when someone else adopted a version since', async () => {
    const head = await headOf(api);
    const stale = [{ code: 'revision.stale', field: 'ifRevision' }];
    const options = { inForceFrom, ifRevision: 7 };
    expect((await adoptRuleset(api, secondRuleset(2), options)).userErrors).toEqual(stale);
    expect((await adoptCatalogue(api, secondCatalogue(), { ...options, ifRevision: -1 })).userErrors).toEqual(stale);
    expect(await headOf(api)).toBe(head);
  });

  it('when a catalogue drops a milestone that a ruleset in use awaits, though this server has adopted no ruleset', async () => {
    const head = await headOf(api);
    const milestones = CN_INVESTMENT.milestones
      .filter(({ code }) => code !== 'commissioning')
      .map((milestone) => ({ ...milestone, after: milestone.after.filter((code) => code !== 'commissioning') }));
    const { adopted, userErrors } = await adoptCatalogue(api, secondCatalogue({ milestones }), { inForceFrom });
    expect(adopted).toBeNull();
    expect(new Set(userErrors.map(({ code }) => code))).toEqual(new Set(['definition.invalid']));
    expect(await headOf(api)).toBe(head);
  });
});
