import { casesOn, dayNumber, dayOf, FOREVER, historyAt, rulebookAt, tallyOf } from '../../libs/lifecycle/src';
import type { ProjectCase } from '../../libs/lifecycle/src';
import type { Api } from '../support/api';
import { pages } from '../support/pages';
import { randomAsOf, sampleEvents, startSampleApi } from '../support/sample';
import { Seeded } from '../support/seeded';

const CASES = `query ($bottleneck: String!, $ruleset: String!, $asOf: AsOfInput, $after: String) {
  bottleneckCases(bottleneck: $bottleneck, ruleset: $ruleset, asOf: $asOf, first: 100, after: $after,
    state: [OPEN, SKIPPED, ENDED, SUSPENDED, PASSED]) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      project { id kind district totalInvestment sizeTier }
      rulesetVersion state light since days clockDays yellowAfter redAfter committedOn turnedOn startedBy turnedBy
    } }
  }
}`;

const dated = (day: number | null) => (day === null || day === FOREVER ? null : dayOf(day));

/** A folded case in the form in which the ledger shows it. */
function rowOf({ projectId, profile, case: found }: ProjectCase, on: string) {
  const { light, days } = tallyOf({ projectId, bottleneck: '', profile, case: found }, dayNumber(on));
  const until = { open: dayNumber(on), suspended: found.turnedOn }[found.state as 'open'] ?? null;
  return {
    project: {
      id: projectId,
      kind: profile.kind,
      district: profile.district,
      totalInvestment: profile.totalInvestment,
      sizeTier: profile.sizeTier,
    },
    rulesetVersion: 1,
    state: found.state.toUpperCase(),
    light: light?.toUpperCase() ?? null,
    since: dayOf(found.since),
    days,
    clockDays: until === null ? null : until - found.since - found.paused,
    yellowAfter: dated(found.yellowAfter),
    redAfter: dated(found.redAfter),
    committedOn: dated(found.committed),
    turnedOn: dated(found.turnedOn),
    startedBy: found.startedBy,
    turnedBy: found.turnedBy,
  };
}

type Row = ReturnType<typeof rowOf>;
const byProject = (a: Row, b: Row) => (a.project.id < b.project.id ? -1 : 1);

describe('ledgers from the database and cases folded from the very events', () => {
  const sample = sampleEvents();
  let api: Api;
  beforeAll(async () => {
    api = await startSampleApi();
  });
  afterAll(() => api.close());

  it('are equal row by row, in every field', async () => {
    const seeded = new Seeded(7);
    let compared = 0;
    for (let round = 0; round < 25; round += 1) {
      const asOf = randomAsOf(seeded, sample);
      const book = rulebookAt(sample.rules, asOf.knownAt);
      const ruleset = seeded.pick(Object.keys(book.rulesets));
      if (ruleset === undefined) continue;
      const folded = [...sample.projects.values()].flatMap((events) => {
        const history = historyAt(events, asOf.knownAt);
        return history === undefined ? [] : casesOn(history, book, ruleset, asOf.on);
      });
      for (const rule of book.rulesets[ruleset]?.at(-1)?.value.bottlenecks ?? []) {
        const expected = folded.filter(({ bottleneck }) => bottleneck === rule.code).map((one) => rowOf(one, asOf.on));
        const { nodes, totalCount } = await pages<Row>(api, CASES, { bottleneck: rule.code, ruleset, asOf });
        expect({ asOf, rows: nodes.sort(byProject) }).toEqual({ asOf, rows: expected.sort(byProject) });
        expect(totalCount).toBe(expected.length);
        compared += expected.length;
      }
    }
    expect(compared).toBeGreaterThan(3_000);
  });
});
