import {
  dayOf,
  evolvePublications,
  historyAt,
  inForceOn,
  integrityFlags,
  NO_PUBLICATIONS,
  rulebookAt,
  sharedFlags,
  type History,
  type IntegrityFlag,
  type RecordedEvent,
  type RecordedProjectEvent,
  type RecordedReport,
  type RecordedRuleEvent,
} from '../../libs/lifecycle/src';
import { EVENT_STORE, type EventStore } from '../../libs/event-store/src';
import type { Api } from '../support/api';
import { disturb } from '../support/anomalies';
import { pages } from '../support/pages';
import { randomAsOf, startSampleApi, viewsAtHead, type SampleEvents } from '../support/sample';
import { Seeded } from '../support/seeded';

const FLAGS = `query ($asOf: AsOfInput, $after: String) {
  integrityFlags(asOf: $asOf, first: 100, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      project { id }
      flag { rule { code version } since events { id } detail explanation { eventId } }
    } }
  }
}`;

const BY = ['RULE', 'DISTRICT', 'BUREAU', 'KIND'] as const;
const COUNTS = `query ($asOf: AsOfInput) {
  integrityCounts(asOf: $asOf) {
    rules { version } total { count explained projects }
    ${BY.map((by) => `${by}: groups(by: ${by}, first: 100) { key count explained projects }`).join('\n')}
  }
}`;

interface Row {
  readonly project: { readonly id: string };
  readonly flag: {
    readonly rule: { readonly code: string; readonly version: number };
    readonly since: string;
    readonly events: readonly { readonly id: string }[];
    readonly explanation: { readonly eventId: string } | null;
  };
}

const line = (parts: readonly unknown[]): string => JSON.stringify(parts);
const shown = ({ project, flag }: Row): string =>
  line([
    project.id,
    flag.rule.code,
    flag.rule.version,
    flag.since,
    flag.events.map(({ id }) => id),
    flag.explanation?.eventId ?? null,
  ]);
const folded = (projectId: string, { rule, version, since, events, explainedBy }: IntegrityFlag): string =>
  line([projectId, rule, version, dayOf(since), events, explainedBy]);

/** All that the store holds, sorted out for folding. */
async function stored(api: Api): Promise<SampleEvents & { readonly reports: readonly RecordedReport[] }> {
  const store = api.app.get<EventStore>(EVENT_STORE, { strict: false });
  const all: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readAll({ after: all.at(-1)?.position, limit: 5_000 });
    if (page.length === 0) break;
    all.push(...page);
  }
  const projects = new Map<string, RecordedProjectEvent[]>();
  for (const event of all.filter(({ stream }) => stream.startsWith('project-'))) {
    const id = event.stream.slice('project-'.length);
    projects.set(id, [...(projects.get(id) ?? []), event as RecordedProjectEvent]);
  }
  const rules = all.filter(({ type }) => type.endsWith('.adopted.v1')) as unknown as RecordedRuleEvent[];
  const reports = all.filter(({ type }) => type === 'report.published.v1') as RecordedReport[];
  return { all, rules, projects, reports };
}

describe('flags from the database and flags folded from the very events', () => {
  let api: Api;
  let events: Awaited<ReturnType<typeof stored>>;
  let seen: ReadonlySet<string>;
  beforeAll(async () => {
    api = await startSampleApi();
    seen = await disturb(api);
    await viewsAtHead(api);
    events = await stored(api);
  });
  afterAll(() => api.close());

  /** `null` where no rules were in force then. */
  function expected(asOf: { readonly on: string; readonly knownAt: string | null }): string[] | null {
    const book = rulebookAt(events.rules, asOf.knownAt);
    if (inForceOn(book.integrity['cn-integrity'], asOf.on) === undefined) return null;
    const publications = events.reports
      .filter(({ recordedAt }) => asOf.knownAt === null || recordedAt <= asOf.knownAt)
      .reduce(evolvePublications, NO_PUBLICATIONS);
    const histories = [...events.projects.values()]
      .map((list) => historyAt(list, asOf.knownAt))
      .filter((history): history is History => history !== undefined);
    const own = histories.flatMap((history) =>
      integrityFlags(history, book, publications, asOf.on).map((flag) => folded(history.projectId, flag)),
    );
    return [...own, ...sharedFlags(histories, book, asOf.on).map((flag) => folded(flag.projectId, flag))].sort();
  }

  it('are equal, row by row, on any day and as known at any instant; and every count is a number of rows', async () => {
    const seeded = new Seeded(12);
    const instants = Array.from({ length: 22 }, () => randomAsOf(seeded, events));
    const today = new Date().toISOString().slice(0, 10);
    const rules = new Set<string>();
    let compared = 0;
    for (const asOf of [...instants, { on: today, knownAt: null }, { on: '2030-01-01', knownAt: null }]) {
      const expectation = expected(asOf);
      const { data, errors } = await api.ask(COUNTS, { asOf });
      if (expectation === null) {
        expect(errors?.[0]?.extensions.code).toBe('integrity-rules.not-in-force');
        continue;
      }
      const { nodes, totalCount } = await pages<Row>(api, FLAGS, { asOf });
      expect({ asOf, rows: nodes.map(shown).sort() }).toEqual({ asOf, rows: expectation });
      expect(errors).toBeUndefined();
      const counts = data.integrityCounts;
      expect([totalCount, counts.total.count]).toEqual([nodes.length, nodes.length]);
      expect(counts.total.explained).toBe(nodes.filter(({ flag }) => flag.explanation !== null).length);
      expect(counts.total.projects).toBe(new Set(nodes.map(({ project }) => project.id)).size);
      for (const by of BY) {
        const groups = counts[by] as { key: string | null; count: number }[];
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(nodes.length);
      }
      for (const { key, count } of counts.RULE as { key: string; count: number }[]) {
        expect(count).toBe(nodes.filter(({ flag }) => flag.rule.code === key).length);
      }
      for (const { flag } of nodes) rules.add(flag.rule.code);
      compared += nodes.length;
    }
    expect(compared).toBeGreaterThan(2_000);
    // Every rule has raised something somewhere, or the comparison would prove nothing of it.
    expect([...rules].sort()).toEqual([...seen].sort());
  });

  it('are the same on the project, asked for one by one or in a list', async () => {
    const { nodes } = await pages<Row>(api, FLAGS, { asOf: { on: '2026-06-30' } });
    const { data } =
      await api.ask(`{ projects(first: 40, orderBy: REGISTERED_ASC, asOf: { on: "2026-06-30" }) { edges { node {
      id flags { rule { code version } since events { id } detail explanation { eventId } }
    } } } }`);
    let flags = 0;
    for (const { node } of data.projects.edges as { node: { id: string; flags: Row['flag'][] } }[]) {
      const listed = nodes.filter(({ project }) => project.id === node.id).map(shown);
      expect(node.flags.map((flag) => shown({ project: node, flag }))).toEqual(listed);
      const alone = await api.ask(`{ project(id: "${node.id}", asOf: { on: "2026-06-30" }) { flags { since } } }`);
      expect(alone.data.project.flags).toHaveLength(listed.length);
      flags += listed.length;
    }
    expect(flags).toBeGreaterThan(20);
  });
});
