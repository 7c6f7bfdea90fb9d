import { EventStoreDbEventStore } from '@milepost/event-store';
import { generateSample } from '@milepost/sample';
import { run } from '../../apps/cli/src/run';
import { type Api, startApi } from '../support/api';
import { createTestKey, inclusionOf, issued, type TestKey } from '../support/checkpoints';
import { done, headOf, registered, shownAt } from '../support/commands';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type ServerUnderTest, serverUnderTest } from '../support/eventstoredb/server-under-test';
import { viewsAtHead } from '../support/sample';
import { waitUntil } from '../support/wait-until';

const TURNS = ['turned-yellow', 'turned-red', 'cleared'].map((turn) => `"bottleneck.${turn}.v1"`).join();

describe('the server with its events in EventStoreDB', () => {
  jest.setTimeout(120_000);
  let server: ServerUnderTest;
  let database: TestDatabase;
  let key: TestKey;
  let api: Api;
  const start = (env: Record<string, string> = {}) =>
    startApi({ database, env: { ...key.env, ...env, EVENTSTORE_URL: server.url } });

  beforeAll(async () => {
    server = await serverUnderTest();
    database = await createTestDatabase();
    key = await createTestKey();
    if (server.emulator) await fill();
    api = await start();
    await viewsAtHead(api);
  });

  afterAll(async () => {
    await api?.close();
    key?.remove();
    await database?.drop();
    await server?.close();
  });

  /** A county's history, as it would have been migrated. */
  async function fill(): Promise<void> {
    const store = await EventStoreDbEventStore.open(server.url, { pool: database.pool });
    await store.load(generateSample({ projects: 30 }).events);
    await store.close();
  }

  async function command(...args: string[]): Promise<{ code: number; out: string }> {
    const before = { ...process.env };
    Object.assign(process.env, { DATABASE_URL: database.url, EVENTSTORE_URL: server.url });
    let out = '';
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
    const quiet = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    try {
      return { code: await run(['node', 'milepost', ...args]), out };
    } finally {
      write.mockRestore();
      quiet.mockRestore();
      process.env = before;
    }
  }

  it('records, shows at once, tells what was known, signs and verifies', async () => {
    const projectId = await registered(api);
    const document = { number: '临环评字〔2024〕7号' };
    const reached = await done(api, 'recordMilestone', {
      projectId,
      milestone: 'eia',
      occurredOn: '2024-03-02',
      document,
    });
    const correction = { projectId, milestone: 'eia', occurredOn: '2024-03-12', reason: '按批文更正' };
    const { position } = await done(api, 'correctMilestone', correction);
    const shown = await shownAt(api, projectId, position);
    const eia = shown.timeline.find((entry: { milestone: { code: string } }) => entry.milestone.code === 'eia');
    expect(eia).toMatchObject({ occurredOn: '2024-03-12', status: expect.any(String) });

    const { data, errors } = await api.ask(
      `query ($id: ID!, $atLeast: Position) { history(projectId: $id, first: 10, orderBy: RECORDED_ASC, atLeast: $atLeast) {
         totalCount edges { node { id type recordedAt } } } }`,
      { id: projectId, atLeast: position },
    );
    expect(errors).toBeUndefined();
    const rows = data.history.edges.map(({ node }: { node: { type: string } }) => node.type);
    expect(rows).toEqual(['project.registered.v1', 'milestone.reached.v1', 'milestone.corrected.v1']);
    expect(BigInt(reached.position) < BigInt(position)).toBe(true);
    // Known then: the date before its correction.
    const { recordedAt: knownAt, id: eventId } = data.history.edges[1].node;
    const then = await api.ask(
      `query ($id: ID!, $knownAt: Instant!) { project(id: $id, asOf: { knownAt: $knownAt }) {
         timeline { milestone { code } occurredOn } } }`,
      { id: projectId, knownAt },
    );
    expect(JSON.stringify(then.data)).toContain('2024-03-02');

    const checkpoint = await issued(api);
    const proof = await inclusionOf(api, eventId);
    expect(proof.size).toBe(checkpoint.size);
    const { code, out } = await command('verify', '--language', 'en');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^Unaltered: [\d,]+ events in/) });
    expect((await command('replay', '--all', '--check')).code).toBe(0);
    expect((await command('rebuild', 'timeline')).code).toBe(0);
  });

  it('finds all as it was when it starts again', async () => {
    const id = await registered(api);
    const head = await headOf(api);
    await api.close();
    api = await start();
    expect(await headOf(api)).toBe(head);
    expect(await shownAt(api, id, head)).toMatchObject({ id });
  });

  it('watches lights, once', async () => {
    const lights = async (): Promise<number> => {
      const { data } = await api.ask(`{ history(type: [${TURNS}], first: 1) { totalCount } }`);
      return data.history.totalCount as number;
    };
    const watched = async (): Promise<boolean> => {
      const { rows } = await database.pool.query<{ position: string }>(
        'SELECT position::text FROM light_watch.position',
      );
      return rows[0]?.position === (await headOf(api));
    };
    const before = await lights();
    await api.close();
    api = await start({ MILEPOST_LIGHTS: 'on' });
    await waitUntil('the watch to come up to all', watched);
    await viewsAtHead(api);
    const turned = await lights();
    expect(turned).toBeGreaterThan(before);
    expect((await command('verify')).code).toBe(0);
    expect((await command('replay', '--all', '--check')).code).toBe(0);
    await database.pool.query('DELETE FROM light_watch.position');
    await api.close();
    api = await start({ MILEPOST_LIGHTS: 'on' });
    await waitUntil('the watch to come up to all once more', watched);
    await viewsAtHead(api);
    expect(await lights()).toBe(turned);
  });
});
