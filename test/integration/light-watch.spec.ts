import { randomUUID } from 'node:crypto';
import { LightWatch, type LightNotice } from '../../libs/bottleneck/src';
import { bottleneckProjection } from '../../libs/bottleneck/src/views';
import { EventStoreUnavailable, PostgresEventStore } from '../../libs/event-store/src';
import { bottleneckStream, FIVE_MILESTONES, type LightFact, type ProjectCommand } from '../../libs/lifecycle/src';
import { tryAcquireLease } from '../../libs/postgres/src';
import { Projector, ViewGate } from '../../libs/projection/src';
import { ProjectLedger, RuleLedger, RulebookReader } from '../../libs/registry/src';
import { bootstrapRules } from '../../libs/sample/src';
import { startApi } from '../support/api';
import { done, registered } from '../support/commands';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { waitUntil } from '../support/wait-until';

const METADATA = { actor: 'u-1', source: 'test' };
/** 未开工, whose clock starts with the supply of land: yellow after 180 days, red a year later. */
const BOTTLENECK = 'groundbreaking-pending';
const SUPPLIED = '2024-01-10';
const YELLOW = '2024-07-09';
const RED = '2025-07-09';

/** What makes the state of the watch stale, by what has become of it; a position of before is at hand. */
const STALE = {
  old: (position: string) =>
    `UPDATE light_watch.position SET position = ${position}; UPDATE light_watch.through SET through = '2024-07-01'`,
  lost: () => 'DELETE FROM light_watch.position; DELETE FROM light_watch.through',
  ahead: () => 'UPDATE light_watch.position SET position = position + 1000',
};

describe('the watch over lights', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let gate: ViewGate;
  let projector: Projector;
  let ledger: ProjectLedger;
  let now: string;
  const clock = { now: () => now };
  const running = new Set<LightWatch>();

  beforeEach(async () => {
    now = '2024-03-01T02:00:00.000Z';
    database = await createTestDatabase();
    store = await PostgresEventStore.open(database.pool);
    gate = new ViewGate(database.pool);
    projector = new Projector([bottleneckProjection], { store, pool: database.pool });
    projector.start();
    for (const { recordedAt: _now, revision: _first, stream, ...event } of bootstrapRules(now)) {
      await store.append(stream, 'none', [event]);
    }
    ledger = new ProjectLedger(store, new RulebookReader(store), clock);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all([...running].map((watch) => watch.stop()));
    running.clear();
    await projector.stop();
    await gate.close();
    await store.close();
    await database.drop();
  });

  async function start() {
    const notices: LightNotice[] = [];
    const onNotice = (notice: LightNotice): void => void notices.push(notice);
    const watch = await LightWatch.open({
      store,
      pool: database.pool,
      gate,
      clock,
      standByMs: 20,
      lookMs: 20,
      onNotice,
    });
    running.add(watch);
    watch.start();
    return { watch, kinds: () => notices.map(({ kind }) => kind) };
  }

  /** Waits until the watch has looked at all that is stored, and up to today. */
  async function watched(): Promise<void> {
    const today = new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10);
    await waitUntil('the watch to come up to all', async () => {
      const { rows } = await database.pool.query<{ position: string; through: string }>(
        'SELECT position::text, through::text FROM light_watch.position, light_watch.through',
      );
      return rows[0]?.position === (await store.head()) && rows[0].through === today;
    });
  }

  async function execute(projectId: string, ...commands: ProjectCommand[]): Promise<void> {
    const request = { projectId, commands, catalogue: 'cn-investment', metadata: METADATA };
    const outcome = await ledger.execute(request);
    if (!outcome.accepted) throw new Error(JSON.stringify(outcome.errors));
  }

  /** A project that waits for its groundbreaking since land was supplied. */
  async function waiting(): Promise<string> {
    const projectId = randomUUID();
    const profile = {
      name: '碳纤维项目',
      kind: 'new-build',
      investor: null,
      investorCode: null,
      district: '361002',
      industry: null,
      landMode: 'granted',
      totalInvestment: null,
      tags: [],
    };
    await execute(
      projectId,
      { type: 'registerProject', projectId, profile },
      { type: 'recordMilestone', milestone: 'land-supply', occurredOn: SUPPLIED },
    );
    return projectId;
  }

  const broken = (occurredOn: string): ProjectCommand => ({
    type: 'recordMilestone',
    milestone: 'groundbreaking',
    occurredOn,
  });

  async function told(projectId: string): Promise<string[]> {
    const events = await store.readStream(bottleneckStream(projectId));
    return (events as unknown as LightFact[])
      .filter(({ data }) => data.bottleneck === BOTTLENECK)
      .map(({ type, data }) => `${type.split('.')[1]} ${data.on}${'because' in data ? ` ${data.because}` : ''}`);
  }

  it('records a light as it turns, and as it goes out, once', async () => {
    const projectId = await waiting();
    const other = await waiting();
    const { watch } = await start();
    await watched();
    expect(await told(projectId)).toEqual([]);
    now = `${YELLOW}T02:00:00.000Z`;
    await watched();
    expect(await told(projectId)).toEqual([`turned-yellow ${YELLOW}`]);
    await execute(projectId, broken(YELLOW));
    await watched();
    expect(await told(projectId)).toEqual([`turned-yellow ${YELLOW}`, `cleared ${YELLOW} passed`]);
    expect(await told(other)).toEqual([`turned-yellow ${YELLOW}`]);
    const [turn] = await store.readStream(bottleneckStream(other));
    expect(turn).toMatchObject({
      type: 'bottleneck.turned-yellow.v1',
      metadata: { actor: 'milepost', source: 'watch' },
      data: { since: SUPPLIED, limit: '2024-07-08', awaits: 'groundbreaking' },
    });
    await watch.stop();
    const before = await store.head();
    const again = await start();
    await waitUntil('the next to lead', () => again.kinds().includes('leading'));
    await again.watch.stop();
    expect(await store.head()).toBe(before);
  });

  it('says at its first look how all projects stand', async () => {
    const [one, another] = [await waiting(), await waiting()];
    await execute(another, broken('2024-02-01'));
    now = `${RED}T02:00:00.000Z`;
    await start();
    await watched();
    expect(await told(one)).toEqual([`turned-yellow ${YELLOW}`, `turned-red ${RED}`]);
    expect(await told(another)).toEqual([]);
  });

  it('says after 40 days without it what came and went meanwhile, and what is', async () => {
    const [passing, staying] = [await waiting(), await waiting()];
    now = '2024-07-01T02:00:00.000Z';
    const { watch } = await start();
    await watched();
    await watch.stop();
    now = '2024-08-10T02:00:00.000Z';
    await execute(passing, broken('2024-07-20'));
    await start();
    await watched();
    expect(await told(passing)).toEqual([`turned-yellow ${YELLOW}`, 'cleared 2024-07-20 passed']);
    expect(await told(staying)).toEqual([`turned-yellow ${YELLOW}`]);
  });

  it('begins a day where the zone of the catalogue does', async () => {
    const projectId = await waiting();
    await start();
    // In Shanghai the day of the turn has begun; in UTC it has not.
    now = '2024-07-08T16:00:00.000Z';
    await watched();
    expect(await told(projectId)).toEqual([`turned-yellow ${YELLOW}`]);
  });

  it('is kept by one process at a time, and another takes over', async () => {
    const projectId = await waiting();
    const all = await Promise.all([start(), start(), start()]);
    await watched();
    const leading = () => all.filter(({ kinds }) => kinds().includes('leading'));
    expect(leading()).toHaveLength(1);
    await leading()[0]!.watch.stop();
    now = `${YELLOW}T02:00:00.000Z`;
    await waitUntil('another to lead', () => leading().length === 2);
    await watched();
    expect(await told(projectId)).toEqual([`turned-yellow ${YELLOW}`]);
    await Promise.all(all.map(({ watch }) => watch.stop()));
    const lease = await tryAcquireLease(database.pool, 'bottleneck/lights');
    expect(lease).toBeDefined();
    await lease?.release();
  });

  it('looks at all projects when rules are adopted', async () => {
    const projectId = await waiting();
    now = '2024-08-01T02:00:00.000Z';
    await start();
    await watched();
    const rules = new RuleLedger(store, new RulebookReader(store), async () => ['five-milestones', 'handover-chain']);
    const bottlenecks = FIVE_MILESTONES.bottlenecks.filter(({ code }) => code !== BOTTLENECK);
    const outcome = await rules.adoptRuleset({
      ruleset: { ...FIVE_MILESTONES, version: 2, bottlenecks },
      inForceFrom: '2024-07-15',
      reason: '调整',
      metadata: METADATA,
    });
    expect(outcome.accepted).toBe(true);
    await watched();
    expect(await told(projectId)).toEqual([`turned-yellow ${YELLOW}`, 'cleared 2024-07-15 not-concerned']);
  });

  it.each<[string, keyof typeof STALE]>([
    ['is a moment old, as after a crash between the event and its noting down', 'old'],
    ['is lost', 'lost'],
    ['is of a store that was put back since', 'ahead'],
  ])('doubles nothing where its state %s', async (_, state) => {
    const passing = await waiting();
    const staying = await waiting();
    now = '2024-07-01T02:00:00.000Z';
    const { watch } = await start();
    await watched();
    await watch.stop();
    const position = await store.head();
    now = '2024-08-10T02:00:00.000Z';
    await execute(passing, broken('2024-07-20'));
    const { watch: second } = await start();
    await watched();
    await second.stop();
    const head = await store.head();
    await database.pool.query(STALE[state](position));
    await start();
    await watched();
    expect(await store.head()).toBe(head);
    expect(await told(staying)).toEqual([`turned-yellow ${YELLOW}`]);
  });

  it('decides anew where another process recorded in the same moment', async () => {
    const projectId = await waiting();
    now = `${YELLOW}T02:00:00.000Z`;
    const append = store.append.bind(store);
    jest.spyOn(store, 'append').mockImplementation(async (stream, expected, events) => {
      // The other one comes first, with the same ids.
      await append(stream, expected, events);
      return append(stream, expected, events);
    });
    await start();
    await watched();
    expect(await told(projectId)).toEqual([`turned-yellow ${YELLOW}`]);
  });

  it('goes on after an outage, and leaves out a project whose events can’t be read', async () => {
    const projectId = await waiting();
    const stray = randomUUID();
    await store.append(`project-${stray}`, 'none', [
      { id: randomUUID(), type: 'project.landed-on-the-moon.v1', data: {}, metadata: METADATA },
    ]);
    now = `${YELLOW}T02:00:00.000Z`;
    jest.spyOn(store, 'readStream').mockRejectedValueOnce(new EventStoreUnavailable('the database failed'));
    const { watch, kinds } = await start();
    await watched();
    expect(kinds()).toContain('failed');
    expect(watch.failures).toBe(0);
    expect(await told(projectId)).toEqual([`turned-yellow ${YELLOW}`]);
    await execute(projectId, broken(YELLOW));
    await store.append(`project-${stray}`, 0, [
      { id: randomUUID(), type: 'project.landed-on-the-moon.v1', data: {}, metadata: METADATA },
    ]);
    await watched();
    expect(await told(projectId)).toEqual([`turned-yellow ${YELLOW}`, `cleared ${YELLOW} passed`]);
    expect(kinds()).toContain('left out');
  });
});

describe('a server', () => {
  const LIGHTS = `{ history(type: ["bottleneck.turned-red.v1"], first: 10) { edges { node { actor source occurredOn text } } } }`;

  it('watches lights by itself, tells them in its history, and says how the watch is', async () => {
    const api = await startApi({ env: { MILEPOST_LIGHTS: 'on' } });
    try {
      const projectId = await registered(api);
      const supplied = { projectId, milestone: 'land-supply', occurredOn: SUPPLIED };
      await done(api, 'recordMilestone', supplied);
      const lights = async () => (await api.ask(LIGHTS)).data.history.edges.map(({ node }: { node: object }) => node);
      await waitUntil('the lights in the history', async () => (await lights()).length === 2);
      expect(await lights()).toContainEqual({
        actor: 'milepost',
        source: 'watch',
        occurredOn: RED,
        text: `亮红灯:未开工:灯 红灯;日期 ${RED};时限 2025-07-08;起算日期 ${SUPPLIED};等待节点 开工`,
      });
      const { payload } = await api.app.inject({ method: 'GET', url: '/health/ready' });
      expect(JSON.parse(payload)).toMatchObject({ ready: true, checks: { lights: { ok: true } } });
    } finally {
      await api.close();
    }
  });
});
