import { randomUUID } from 'node:crypto';
import { AccessLog, AccessLogUnavailable } from '../../libs/audit/src';
import { selectionText } from '../../libs/audit/src/access/entry';
import { startApi, type Api } from '../support/api';
import { tablesHolding } from '../support/search';

const MILESTONES = '{ catalogues(first: 1) { code } }';

interface Entry {
  readonly actor: string;
  readonly channel: string;
  readonly operation: string | null;
  readonly field: string;
  readonly selection: string;
  readonly rows: number | null;
  readonly position: string | null;
  readonly correlationId: string;
  readonly failed: boolean;
}

describe('the access log', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi({ demo: true });
  });
  afterAll(() => api.close());

  /** What was recorded since the last look, oldest first, by reading the table. */
  let seen = 0;
  async function recorded(): Promise<Entry[]> {
    const { rows } = await api.database.pool.query<Entry>(
      `SELECT actor, channel, operation, field, selection::text AS selection, rows, position,
         correlation_id AS "correlationId", failed FROM access_log.entry ORDER BY at, id OFFSET $1`,
      [seen],
    );
    seen += rows.length;
    return rows;
  }
  beforeEach(recorded);

  const LOG = `query ($first: Int!, $after: String, $field: String, $actor: String, $from: Instant, $to: Instant) {
    accessLog(first: $first, after: $after, field: $field, actor: $actor, from: $from, to: $to) {
      edges { node { id at actor channel operation field selection rows position correlationId durationMs failed } }
      pageInfo { hasNextPage endCursor }
    }
  }`;

  it('has each use of a root query once, with what was selected', async () => {
    const queries: readonly [query: string, variables: Record<string, unknown>, field: string, selection: object][] = [
      ['query Board { bottlenecks { position total } }', {}, 'bottlenecks', { ruleset: 'five-milestones' }],
      [
        'query ($on: CalendarDate) { bottlenecks(asOf: { on: $on, knownAt: "2026-01-01T08:00:00+08:00" }) { total } }',
        { on: '2026-03-01' },
        'bottlenecks',
        { ruleset: 'five-milestones', asOf: { on: '2026-03-01', knownAt: '2026-01-01T00:00:00.000Z' } },
      ],
      [
        'query ($code: String!) { bottleneckCases(bottleneck: $code, first: 5) { edges { node { days } } } }',
        { code: 'eia-pending' },
        'bottleneckCases',
        { bottleneck: 'eia-pending', first: 5, orderBy: 'DAYS_DESC', ruleset: 'five-milestones' },
      ],
      [
        '{ projects(first: 3, filter: { district: ["361002"] }) { totalCount } }',
        {},
        'projects',
        { first: 3, filter: { district: ['361002'] }, orderBy: 'REGISTERED_DESC' },
      ],
      ['{ project(code: "2403-361002-04-01-100866") { id } }', {}, 'project', { code: '2403-361002-04-01-100866' }],
      ['{ catalogues(code: "cn-investment") { code } }', {}, 'catalogues', { code: 'cn-investment', first: 10 }],
      ['{ rulesets { code } }', {}, 'rulesets', { first: 10 }],
      ['{ accessLog(first: 1) { edges { node { id } } } }', {}, 'accessLog', { first: 1 }],
    ];
    await api.ask('{ __schema { queryType { fields { name } } } }');
    expect(await recorded()).toEqual([]);
    for (const [query, variables, field, selection] of queries) {
      const { errors } = await api.ask(query, variables);
      expect(errors).toBeUndefined();
      const entries = await recorded();
      expect(entries.map((entry) => ({ ...entry, selection: JSON.parse(entry.selection) as object }))).toEqual([
        expect.objectContaining({ field, selection, actor: 'local', channel: 'graphql', failed: false }),
      ]);
    }
  });

  it('tells the fields of one request by its correlation id, under whatever alias', async () => {
    await api.ask(
      `query Both($first: Int = 2) { a: rulesets(first: $first) { code } ...More }
       fragment More on Query { b: rulesets { code } c: projects(first: 7) { edges { node { id } } } }`,
    );
    const entries = await recorded();
    expect(entries.map(({ field, operation, rows }) => [field, operation, rows]).sort()).toEqual([
      ['projects', 'Both', 7],
      ['rulesets', 'Both', 2],
      ['rulesets', 'Both', 2],
    ]);
    expect(new Set(entries.map(({ correlationId }) => correlationId)).size).toBe(1);
  });

  it('keeps the position that a board showed, and what failed', async () => {
    const { data } = await api.ask('{ bottlenecks { position } }');
    await api.ask('{ projects(first: 1, after: "nonsense") { totalCount } }');
    expect(await recorded()).toMatchObject([
      { field: 'bottlenecks', position: data.bottlenecks.position, failed: false },
      { field: 'projects', rows: null, failed: true },
    ]);
  });

  it('keeps of what failed only which arguments it had: it may have been asked for by a name', async () => {
    await api.ask('query ($code: String) { rulesets(code: $code) { code } }', { code: 'a\u0000b\ud800' });
    const [failed] = await recorded();
    expect(failed).toMatchObject({ field: 'rulesets', failed: true });
    expect(JSON.parse(failed?.selection ?? '')).toMatchObject({ code: 'withheld' });
  });

  it('keeps of what was found, or was not, by words only how long they were', async () => {
    const name = '欧阳𠮷野';
    const asked = [
      [
        `query ($n: [String!]) { projects(first: 1, filter: { leadOfficial: $n, district: ["361002"] }) { totalCount } }`,
      ],
      [`query ($n: [String!]) { bottlenecks(filter: { investor: $n, bureau: $n, tag: $n, kind: $n }) { total } }`],
      [`query ($n: [String!]) { integrityFlags(first: 1, filter: { district: $n }, rule: $n) { totalCount } }`],
      [`query ($name: String) { history(first: 1, actor: $name, bureau: $name, milestone: $name) { totalCount } }`],
      [`query ($name: String) { catalogues(code: $name) { code } accessLog(first: 1, actor: $name) { totalCount } }`],
    ] as const;
    for (const [query] of asked) expect((await api.ask(query, { n: [name], name })).errors).toBeUndefined();
    const entries = await recorded();
    expect(entries).toHaveLength(asked.length + 1);
    expect(JSON.parse(entries[0]?.selection ?? '')).toMatchObject({
      filter: { leadOfficial: ['withheld (4 characters)'], district: ['361002'] },
    });
    expect(await tablesHolding(api.database.pool, [name])).toEqual([]);
  });

  it('cuts what is more than fits', async () => {
    await api.ask('query ($d: [String!]) { projects(first: 1, filter: { district: $d }) { totalCount } }', {
      d: Array.from({ length: 50 }, (_, index) => `${index}`.repeat(80)),
    });
    const [long] = await recorded();
    expect(JSON.parse(long?.selection ?? '')).toMatchObject({ truncated: true });
  });

  it('is paged newest first, narrowed by field, account and time, and records that it was read', async () => {
    const before = new Date().toISOString();
    for (let asked = 0; asked < 5; asked += 1) await api.ask(MILESTONES);
    const told: string[] = [];
    let after: string | null = null;
    do {
      const { data } = (await api.ask(LOG, { first: 2, after, field: 'catalogues', from: before })) as {
        // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests name what they expect
        data: any;
      };
      for (const { node } of data.accessLog.edges) {
        expect(node).toMatchObject({ field: 'catalogues', actor: 'local', channel: 'graphql', rows: 1, failed: false });
        expect(node.durationMs).toBeGreaterThan(0);
        told.push(`${node.at} ${node.id}`);
      }
      after = data.accessLog.pageInfo.hasNextPage ? data.accessLog.pageInfo.endCursor : null;
    } while (after !== null);
    expect(told).toHaveLength(5);
    expect(told).toEqual([...told].sort().reverse());
    const nobody = await api.ask(LOG, { first: 2, actor: 'somebody else' });
    expect(nobody.data.accessLog.edges).toEqual([]);
    expect((await api.ask(LOG, { first: 2, to: '2020-01-01T00:00:00Z' })).data.accessLog.edges).toEqual([]);
    const itself = await api.ask(LOG, { first: 100, field: 'accessLog', from: before });
    expect(itself.data.accessLog.edges).toHaveLength(5);
  });

  it('can’t be edited; what is old goes by an act that is recorded itself', async () => {
    await api.ask(MILESTONES);
    const { pool } = api.database;
    for (const edit of [
      "UPDATE access_log.entry SET actor = 'x'",
      'DELETE FROM access_log.entry',
      'TRUNCATE access_log.entry',
    ]) {
      await expect(pool.query(edit)).rejects.toThrow('only ever added to');
    }
    const retire = (before: string) =>
      pool.query('SELECT access_log.retire($1, $2, $3) AS gone', [before, 'ops', '期满']);
    await expect(retire(new Date().toISOString())).rejects.toThrow('half a year');
    await pool.query(
      `INSERT INTO access_log.entry (id, at, actor, channel, field, selection, failed)
       VALUES (gen_random_uuid(), '2020-01-01', 'local', 'graphql', 'projects', '{}', false)`,
    );
    expect((await retire('2020-06-01')).rows).toEqual([{ gone: '1' }]);
    const { data } = await api.ask(LOG, { first: 1, field: 'retire' });
    expect(data.accessLog.edges[0].node).toMatchObject({ actor: 'ops', channel: 'operator', rows: 1 });
    expect(JSON.parse(data.accessLog.edges[0].node.selection)).toMatchObject({ reason: '期满' });
    await expect(pool.query('DELETE FROM access_log.entry')).rejects.toThrow('only ever added to');
  });

  it('comes before the answer: what can’t be recorded is refused by name', async () => {
    const { pool } = api.database;
    await pool.query('ALTER TABLE access_log.entry RENAME TO gone');
    const errors = jest.spyOn(console, 'error').mockImplementation();
    try {
      const refused = await api.ask(MILESTONES);
      expect(refused).toMatchObject({ data: null, errors: [{ extensions: { code: 'access-log.unavailable' } }] });
      expect((await api.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
    } finally {
      await pool.query('ALTER TABLE access_log.gone RENAME TO entry');
      errors.mockRestore();
    }
    expect((await api.ask(MILESTONES)).errors).toBeUndefined();
  });

  describe('while its table is locked', () => {
    const entry = () => ({
      ...{ id: randomUUID(), actor: 'local', channel: 'graphql' as const, operation: null, field: 'projects' },
      ...{ selection: '{}', rows: 1, position: null, correlationId: null, durationMs: 1, failed: false },
    });

    it('holds whatever a selection can hold: NUL, half a surrogate pair', async () => {
      const log = await AccessLog.open(api.database.url);
      const odd = { ...entry(), selection: selectionText({ code: 'a\u0000b\ud800' }) };
      await log.record([odd]);
      await log.close();
      const { rows } = await api.database.pool.query<{ selection: string }>(
        'SELECT selection::text AS selection FROM access_log.entry WHERE id = $1',
        [odd.id],
      );
      expect(JSON.parse(rows[0]?.selection ?? '')).toEqual({ code: 'a\u0000b\ud800' });
    });

    it('keeps no more than so many waiting, refuses in time, and goes on once it can', async () => {
      const log = await AccessLog.open(api.database.url, { patienceMs: 500 });
      const locker = await api.database.pool.connect();
      try {
        await locker.query('BEGIN; LOCK TABLE access_log.entry IN ACCESS EXCLUSIVE MODE');
        const asked = Array.from({ length: 12_000 }, () => log.record([entry()]));
        const outcomes = await Promise.allSettled(asked.slice(-1_500));
        expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
        const first = await asked[0]?.catch((error: unknown) => error);
        expect(first).toBeInstanceOf(AccessLogUnavailable);
        await locker.query('COMMIT');
        await Promise.allSettled(asked);
      } finally {
        locker.release();
      }
      const kept = entry();
      await log.record([kept]);
      // A try repeated after a lost acknowledgement is no second entry.
      await log.record([kept]);
      await log.close();
      const { rows } = await api.database.pool.query('SELECT count(*) AS count FROM access_log.entry WHERE id = $1', [
        kept.id,
      ]);
      expect(rows).toEqual([{ count: '1' }]);
    });
  });
});
