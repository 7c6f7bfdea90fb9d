import { randomUUID } from 'node:crypto';
import { bottleneckProjection } from '@milepost/bottleneck';
import { historyProjection, integrityProjection } from '@milepost/audit';
import { PostgresEventStore, type EventStore } from '@milepost/event-store';
import { Projector, ViewGate, type AnyProjection, type ViewsReport } from '@milepost/projection';
import { generateSample } from '@milepost/sample';
import { timelineProjection } from '@milepost/timeline';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { toyProjection, ToyWriter } from '../support/projection-toy';

const VIEWS = [timelineProjection, historyProjection, integrityProjection, bottleneckProjection];

/** The store without its way to hand over streams in order, as another kind of store is. */
const plain = (store: PostgresEventStore): EventStore => ({
  append: store.append.bind(store),
  readStream: store.readStream.bind(store),
  readAll: store.readAll.bind(store),
  subscribe: store.subscribe.bind(store),
  readSealed: store.readSealed.bind(store),
  readHashes: store.readHashes.bind(store),
  leafIndexOf: store.leafIndexOf.bind(store),
  positionOfLeaf: store.positionOfLeaf.bind(store),
  head: store.head.bind(store),
  count: store.count.bind(store),
  positionAt: store.positionAt.bind(store),
  close: store.close.bind(store),
});

const found = ({ views }: ViewsReport) =>
  views.flatMap(({ view, differences }) => differences.map(({ table, kind }) => `${view}.${table} ${kind}`));

describe('views held against the events', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let gate: ViewGate;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    gate = new ViewGate(database.pool);
    const { events } = generateSample({ projects: 25 });
    for (let from = 0; from < events.length; from += 500) await store.load(events.slice(from, from + 500));
    // An answer to a flag, and another in its place: the sample has none.
    const [first] = events.filter(({ stream }) => stream.startsWith('project-'));
    const revision = events.filter(({ stream }) => stream === first!.stream).length;
    const explained = ['手续补办中', '已补办'].map((explanation, index) => ({
      id: `7f3b3a52-3f62-4a53-8f2e-0a5b0f7d8c0${index}`,
      type: 'flag.explained.v1',
      data: { rule: 'groundbreaking-before-eia', events: [first!.id], explanation, bureau: '生态环境局' },
      metadata: { actor: 'clerk', source: 'test' },
      stream: first!.stream,
      revision: revision + index,
      recordedAt: `2026-07-0${index + 1}T00:00:00.000Z`,
    }));
    await store.load(explained);
    // Issues of a project, and lights on a stream beside it.
    const raised = '7f3b3a52-3f62-4a53-8f2e-0a5b0f7d8c10';
    const said = { metadata: { actor: 'clerk', source: 'test' }, recordedAt: '2026-07-03T00:00:00.000Z' };
    const issue = { title: '用地指标不足', milestone: null, bureau: '自然资源局', raisedOn: '2026-07-01', dueOn: null };
    const solved = { target: raised, resolvedOn: '2026-07-02', resolution: '已落实' };
    const light = {
      ...{ ruleset: 'five-milestones', rulesetVersion: 1, bottleneck: 'eia-pending', awaits: 'eia' },
      ...{ since: '2026-01-01', startedBy: first!.id, on: '2026-03-03', limit: '2026-03-02', committed: null },
    };
    const { stream } = first!;
    await store.load([
      { ...said, id: raised, type: 'issue.raised.v1', data: issue, stream, revision: revision + 2 },
      { ...said, id: randomUUID(), type: 'issue.resolved.v1', data: solved, stream, revision: revision + 3 },
      {
        ...said,
        id: randomUUID(),
        type: 'bottleneck.turned-yellow.v1',
        data: light,
        stream: stream.replace('project-', 'bottleneck-'),
        revision: 0,
      },
    ]);
  });

  afterAll(async () => {
    await gate.close();
    await store.close();
    await database.drop();
  });

  const projectorOf = (projections: readonly AnyProjection[], on: EventStore = store) =>
    new Projector(projections, { store: on, pool: database.pool, batchSize: 100 });

  async function built(projections: readonly AnyProjection[]): Promise<Projector> {
    const projector = projectorOf(projections);
    projector.start();
    for (const name of projector.names) await gate.waitFor(name, await store.head(), 60_000);
    await projector.stop();
    return projector;
  }

  it('are equal row by row, followed or rebuilt, whatever the store can do', async () => {
    const projector = await built(VIEWS);
    for (const rebuilt of [false, true]) {
      if (rebuilt) for (const name of projector.names) await projector.rebuild(name);
      for (const on of [store, plain(store)]) {
        const report = await projectorOf(VIEWS, on).check({ most: 10 });
        expect(found(report)).toEqual([]);
        expect(report.absent).toEqual([]);
        expect(String(report.events)).toBe(await store.head());
        for (const { tables, position, parked, unfoldable } of report.views) {
          expect([position, parked, unfoldable]).toEqual([await store.head(), [], []]);
          for (const table of tables) expect({ ...table, rows: table.rows > 0 }).toMatchObject({ rows: true });
        }
      }
    }
  });

  it('are not equal once any row of any table is changed, gone, added, or changed in what was known before', async () => {
    await built(VIEWS);
    const client = await database.pool.connect();
    // What a damage leaves is undone, so that the next one is found by itself.
    const damages: [sql: string, ...told: string[]][] = [
      [
        `UPDATE timeline.registration SET source = 'x' WHERE project_id = (SELECT min(project_id::text)::uuid FROM timeline.registration)`,
        'timeline.registration different',
      ],
      [
        `UPDATE bottleneck.case_span SET state = 'passed' WHERE ctid = (SELECT ctid FROM bottleneck.case_span WHERE state = 'open' AND known_to = 'infinity' LIMIT 1)`,
        'bottleneck.case_span different',
      ],
      [
        `UPDATE bottleneck.case_span SET paused = paused + 1 WHERE ctid = (SELECT ctid FROM bottleneck.case_span WHERE known_to < 'infinity' LIMIT 1)`,
        'bottleneck.case_span different',
      ],
      [
        `UPDATE bottleneck.case_span SET known_to = known_to - interval '1 ms' WHERE ctid = (SELECT ctid FROM bottleneck.case_span WHERE known_to < 'infinity' LIMIT 1)`,
        'bottleneck.case_span different',
      ],
      [
        `UPDATE timeline.fact SET known_from = known_from + interval '1 ms' WHERE ctid = (SELECT ctid FROM timeline.fact LIMIT 1)`,
        'timeline.fact missing',
        'timeline.fact surplus',
      ],
      [
        `UPDATE timeline.fact SET fact = (fact::jsonb || '{"source":"x"}')::json WHERE ctid = (SELECT ctid FROM timeline.fact LIMIT 1)`,
        'timeline.fact different',
      ],
      [
        `UPDATE bottleneck.project_span SET total_investment = total_investment + 0.01 WHERE ctid = (SELECT ctid FROM bottleneck.project_span WHERE total_investment > 0 LIMIT 1)`,
        'bottleneck.project_span different',
      ],
      [
        `UPDATE timeline.rule_event SET data = '{}' WHERE position = 1`,
        'timeline.rule_event missing',
        'timeline.rule_event surplus',
      ],
      [
        `UPDATE history.event SET actor = 'somebody' WHERE position = 100`,
        'history.event missing',
        'history.event surplus',
      ],
      [`DELETE FROM history.target WHERE ctid = (SELECT ctid FROM history.target LIMIT 1)`, 'history.target missing'],
    ];
    for (const { name, tables } of VIEWS) {
      for (const [table, shape] of Object.entries(tables)) {
        const at = `${name}.${table}`;
        const one = `(SELECT ctid FROM ${at} ORDER BY ctid DESC LIMIT 1)`;
        damages.push([`DELETE FROM ${at} WHERE ctid = ${one}`, `${at} missing`]);
        if (shape.kind === 'append')
          damages.push([`INSERT INTO ${at} SELECT * FROM ${at} WHERE ctid = ${one}`, `${at} surplus`]);
        if (shape.kind === 'versioned') {
          // In the past of what was known: beside the version in force, which stays.
          const { columns } = shape;
          const list = Object.keys(columns).join(', ');
          const times = `timestamptz '2020-01-01', timestamptz '2020-02-01'`;
          damages.push([
            `INSERT INTO ${at} (${list}, known_from, known_to) SELECT ${list}, ${times} FROM ${at} WHERE ctid = ${one}`,
            `${at} surplus`,
          ]);
          damages.push([`INSERT INTO ${at} SELECT * FROM ${at} WHERE known_to < 'infinity' LIMIT 1`, `${at} surplus`]);
        }
      }
    }
    try {
      for (const [sql, ...told] of damages) {
        const table = (told[0] as string).split(' ')[0] as string;
        await client.query(`CREATE TEMP TABLE intact AS TABLE ${table}`);
        expect((await client.query(sql)).rowCount).toBe(1);
        const report = await projectorOf(VIEWS.filter(({ name }) => table.startsWith(`${name}.`))).check({ most: 10 });
        expect({ sql, told: found(report) }).toEqual({ sql, told });
        const { missing, surplus, different } = report.views
          .flatMap(({ view, tables }) => tables.map((one) => ({ ...one, at: `${view}.${one.table}` })))
          .find(({ at }) => at === table)!;
        expect(missing + surplus + different).toBe(told.length);
        await client.query(`TRUNCATE ${table}; INSERT INTO ${table} TABLE intact; DROP TABLE intact`);
      }
      expect(found(await projectorOf(VIEWS).check({ most: 10 }))).toEqual([]);
    } finally {
      client.release();
    }
  });

  it('are equal where a version is held in two that follow each other and say the same, and not where a moment is missing', async () => {
    await built(VIEWS);
    const table = 'bottleneck.case_span';
    const columns = Object.keys(bottleneckProjection.tables.case_span!.columns).join(', ');
    for (const gap of ['0 ms', '1 ms', '-1 ms']) {
      await database.pool.query(`CREATE TABLE intact AS TABLE ${table}`);
      await database.pool.query(`
        WITH whole AS (SELECT ctid, * FROM ${table} WHERE known_to > known_from + interval '1 day' LIMIT 1),
        cut AS (
          UPDATE ${table} t SET known_to = whole.known_from + interval '1 hour' FROM whole WHERE t.ctid = whole.ctid
          RETURNING whole.known_to AS until, ${columns.replace(/\b\w+\b/g, 't.$&')}, t.known_to
        )
        INSERT INTO ${table} (${columns}, known_from, known_to)
        SELECT ${columns}, known_to + interval '${gap}', until FROM cut`);
      const report = await projectorOf([bottleneckProjection]).check({ most: 10 });
      const told = gap === '0 ms' ? [] : [`${table} different`, `${table} surplus`];
      expect({ gap, told: found(report) }).toEqual({ gap, told });
      await database.pool.query(`TRUNCATE ${table}; INSERT INTO ${table} TABLE intact; DROP TABLE intact`);
    }
  });

  it('are held against the events that they have taken in, and no later ones', async () => {
    await built(VIEWS);
    const [stream] = (await store.readAll({ after: '200', limit: 1 })).map((event) => event.stream);
    const events = await store.readStream(stream!);
    const again = { id: '7f3b3a52-3f62-4a53-8f2e-0a5b0f7d8c11', type: 'project.amended.v1' };
    const data = { changes: { name: '改名' }, effectiveOn: null, reason: '核实' };
    await store.append(stream!, events.length - 1, [{ ...again, data, metadata: { actor: 'a', source: 's' } }]);
    const report = await projectorOf(VIEWS).check({ most: 10 });
    expect(found(report)).toEqual([]);
    expect(report.views.map(({ position }) => position)).not.toContain(await store.head());
    await built(VIEWS);
    expect(found(await projectorOf(VIEWS).check({ most: 10 }))).toEqual([]);
  });

  it('tell which were never built, what is parked, and which events can not be folded', async () => {
    const writer = new ToyWriter(store);
    await writer.many(50, { streams: 4 });
    await writer.append('toy-factor', { factor: 3 });
    await writer.append('toy-1', { amount: 1, poison: 'throws' }, { amount: 5 });
    const toy = toyProjection({ byStream: true });
    expect((await projectorOf([toy]).check({ most: 1 })).absent).toEqual(['toy']);
    await built([toy]);
    const { views } = await projectorOf([toy]).check({ most: 10 });
    expect(views).toMatchObject([
      { differences: [], parked: [{ key: 'toy-1' }], unfoldable: [{ key: 'toy-1', error: 'poison' }] },
    ]);
    // Mended, but not yet taken in: the view lacks what the events say.
    const report = await projectorOf([toyProjection({ fixed: true })]).check({ most: 100 });
    expect(new Set(found(report))).toEqual(
      new Set(['toy.tally different', 'toy.tally missing', 'toy.entry missing', 'toy.latest different']),
    );
    expect((await projectorOf([toyProjection({ version: 2 })]).check({ most: 1 })).absent).toEqual(['toy']);
  });
});
