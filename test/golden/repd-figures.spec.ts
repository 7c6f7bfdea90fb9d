import { PostgresEventStore } from '@milepost/event-store';
import {
  bottleneckFigures,
  casesOn,
  catalogueStream,
  dayNumber,
  foldBoard,
  historyAt,
  rulebookAt,
  rulesetStream,
  tallyOf,
  type BottleneckFigures,
  type Day,
  type RecordedEvent,
  type RecordedProjectEvent,
  type RecordedRuleEvent,
} from '@milepost/lifecycle';
import { importFile, readMapping, type ImportReport } from '@milepost/registry';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { REPD_EDITIONS, REPD_MAPPING, type ReferencePair } from './repd';

/** The pairs of the reference and the bottlenecks that stand for them. */
const BOTTLENECKS: Readonly<Record<string, string>> = {
  'SUBMITTED GRANTED': 'awaiting-permission',
  'GRANTED CONSTRUCTION': 'awaiting-construction',
  'CONSTRUCTION OPERATIONAL': 'awaiting-operation',
};
const RULESET = 'repd-pairs';

interface Compared {
  live: number;
  ended: number;
  skipped: number;
  dwell: number;
  negative: number;
  p50: number | null;
  p90: number | null;
  regions: string;
}

const theirs = ({ stuck, dwell, top5_regions }: ReferencePair): Compared => ({
  live: stuck.live,
  ended: stuck.not_beyond - stuck.live,
  skipped: stuck.raw - stuck.not_beyond,
  dwell: dwell.n_both,
  negative: dwell.n_negative,
  p50: dwell.nonneg_p50_disc ?? null,
  p90: dwell.nonneg_p90_disc ?? null,
  regions: top5_regions.live.map(([region, count]) => `${region} ${count}`).join(', '),
});

const ours = (figures: BottleneckFigures, regions: string): Compared => ({
  live: figures.open + figures.suspended,
  ended: figures.ended,
  skipped: figures.skipped,
  dwell: figures.dwell.count,
  negative: figures.dwell.negative,
  p50: figures.dwell.p50,
  p90: figures.dwell.p90,
  regions,
});

/** All events of the store, those of each project together. */
async function eventsOf(store: PostgresEventStore) {
  const projects = new Map<string, RecordedProjectEvent[]>();
  const rules: RecordedRuleEvent[] = [];
  let page: RecordedEvent[] = [];
  do {
    page = await store.readAll({ limit: 10_000, ...(page.length > 0 && { after: page.at(-1)?.position }) });
    for (const event of page) {
      if (!event.stream.startsWith('project-')) rules.push(event as RecordedRuleEvent);
      else if (projects.has(event.stream)) projects.get(event.stream)?.push(event as RecordedProjectEvent);
      else projects.set(event.stream, [event as RecordedProjectEvent]);
    }
  } while (page.length > 0);
  return { projects: [...projects.values()], rules };
}

function topRegions(
  projects: readonly RecordedProjectEvent[][],
  rules: RecordedRuleEvent[],
  bottleneck: string,
  on: Day,
) {
  const book = rulebookAt(rules, null);
  const counts = new Map<string, number>();
  for (const events of projects) {
    const history = historyAt(events, null);
    if (history === undefined) continue;
    for (const found of casesOn(history, book, RULESET, on)) {
      if (found.bottleneck !== bottleneck || !['open', 'suspended'].includes(found.case.state)) continue;
      expect(bottleneckFigures([tallyOf(found, dayNumber(on))])[found.case.state as 'open']).toBe(1);
      counts.set(found.profile.district, (counts.get(found.profile.district) ?? 0) + 1);
    }
  }
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted
    .slice(0, 5)
    .map(([region, count]) => `${region} ${count}`)
    .join(', ');
}

for (const edition of REPD_EDITIONS) {
  const { file } = edition;
  if (file === null) {
    it.skip(`${edition.name}: the register is not here (../shared/data), so its figures are not compared`, () =>
      undefined);
    continue;
  }

  describe(`the figures of ${edition.name}`, () => {
    const reference = edition.reference();
    let database: TestDatabase;
    let store: PostgresEventStore;
    let report: ImportReport;
    let known: Awaited<ReturnType<typeof eventsOf>>;

    beforeAll(async () => {
      database = await createTestDatabase();
      store = await PostgresEventStore.open(database.pool);
      const clock = { now: () => '2021-07-17T09:00:00.000Z' };
      report = await importFile({ file, mapping: await readMapping(REPD_MAPPING), store, clock });
      known = await eventsOf(store);
    }, 120_000);

    afterAll(async () => {
      await store?.close();
      await database?.drop();
    });

    it('takes every row', () => {
      const { totals, seconds } = report;
      process.stdout.write(
        `${edition.name}: ${totals.events} events in ${seconds.toFixed(1)} s, ${Math.round(totals.events / seconds)}/s\n`,
      );
      expect(report.entries.filter((entry) => entry.severity === 'refused')).toEqual([]);
      expect(totals).toMatchObject({ rows: reference.cases, registered: reference.cases, recorded: reference.events });
    });

    it.each(Object.keys(reference.cutoffs))('equals the reference on %s', (cutoff) => {
      const board = foldBoard(known.projects, known.rules, RULESET, { on: cutoff, knownAt: null });
      const table: Record<string, string>[] = [];
      const mine: Compared[] = [];
      const reported: Compared[] = [];
      for (const pair of reference.cutoffs[cutoff]?.pairs ?? []) {
        const bottleneck = BOTTLENECKS[`${pair.a} ${pair.b}`] ?? '';
        const figures = board.get(bottleneck) as BottleneckFigures;
        const own = ours(figures, topRegions(known.projects, known.rules, bottleneck, cutoff));
        mine.push(own);
        reported.push(theirs(pair));
        for (const [name, value] of Object.entries(own)) {
          const other = theirs(pair)[name as keyof Compared];
          table.push({ bottleneck, figure: name, ours: String(value), theirs: String(other) });
        }
      }
      const lines = table.map(
        (row) => `  ${row.bottleneck.padEnd(22)} ${row.figure.padEnd(9)} ${row.ours}  |  ${row.theirs}`,
      );
      process.stdout.write(`${edition.name} on ${cutoff}, ours | theirs\n${lines.join('\n')}\n`);
      expect(mine).toEqual(reported);
    });

    it('keeps the rules that made the figures', () => {
      expect(known.rules.map((event) => event.stream)).toEqual([
        catalogueStream('uk-renewables'),
        rulesetStream(RULESET),
      ]);
    });

    it('adds nothing when imported again', async () => {
      const clock = { now: () => '2021-07-18T09:00:00.000Z' };
      const again = await importFile({ file, mapping: await readMapping(REPD_MAPPING), store, clock });
      expect(again.totals).toMatchObject({ changed: 0, unchanged: reference.cases, events: 0, refused: 0 });
      expect(again.adopted).toEqual([]);
    });
  });
}
