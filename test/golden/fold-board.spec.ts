import { foldBoard, inForceOn, rulebookAt, type BottleneckFigures } from '../../libs/lifecycle/src';
import type { Api } from '../support/api';
import { randomAsOf, sampleEvents, startSampleApi } from '../support/sample';
import { Seeded } from '../support/seeded';

const BOARD = `query ($ruleset: String!, $asOf: AsOfInput) {
  bottlenecks(ruleset: $ruleset, asOf: $asOf) {
    ruleset { version }
    buckets {
      bottleneck { code }
      open green yellow red skipped ended suspended investmentHeldUp longestDays
      dwell { count negative p50 p90 kaplanMeierMedian }
    }
  }
}`;

type Bucket = BottleneckFigures & { readonly bottleneck: { readonly code: string } };

describe('boards from the database and boards folded from the very events', () => {
  const sample = sampleEvents();
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  it.each(['five-milestones', 'handover-chain'])(
    'are equal for %s on any day, as known at any instant',
    async (ruleset) => {
      const seeded = new Seeded(2026);
      let compared = 0;
      for (let round = 0; round < 70; round += 1) {
        const asOf = randomAsOf(seeded, sample);
        const rules = inForceOn(rulebookAt(sample.rules, asOf.knownAt).rulesets[ruleset], asOf.on);
        const { data, errors } = await api.ask(BOARD, { ruleset, asOf });
        if (rules === undefined) {
          expect(errors?.[0]?.extensions.code).toBe('ruleset.not-in-force');
          continue;
        }
        const folded = foldBoard(sample.projects.values(), sample.rules, ruleset, asOf);
        const buckets = (data.bottlenecks.buckets as Bucket[]).map(
          ({ bottleneck, ...figures }) => [bottleneck.code, figures] as const,
        );
        expect({ asOf, errors, buckets }).toEqual({ asOf, errors: undefined, buckets: [...folded] });
        expect(data.bottlenecks.ruleset.version).toBe(rules.version);
        compared += 1;
      }
      expect(compared).toBeGreaterThanOrEqual(60);
    },
  );

  it('are equal on the first and on the last day that can be asked for', async () => {
    for (const on of ['2000-01-01', '9999-12-30']) {
      const { data, errors } = await api.ask(BOARD, { ruleset: 'five-milestones', asOf: { on } });
      expect(errors).toBeUndefined();
      const folded = foldBoard(sample.projects.values(), sample.rules, 'five-milestones', { on, knownAt: null });
      const buckets = (data.bottlenecks.buckets as Bucket[]).map(({ bottleneck, ...figures }) => [
        bottleneck.code,
        figures,
      ]);
      expect(buckets).toEqual([...folded]);
    }
  });
});
