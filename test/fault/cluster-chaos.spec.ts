import { setTimeout } from 'node:timers/promises';
import { EventStoreDbEventStore, type EventStore, PostgresEventStore } from '../../libs/event-store/src';
import { bottleneckStream, type RecordedLightEvent } from '../../libs/lifecycle/src';
import { ViewGate } from '../../libs/projection/src';
import { ClusterLoad } from '../support/cluster-load';
import { ClusterMember, type MemberRole } from '../support/cluster-member';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { replayCheck } from '../support/replay-check';
import { Seeded } from '../support/seeded';
import { waitUntil } from '../support/wait-until';

const SECONDS = Number(process.env.CHAOS_SECONDS ?? 15);
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
const ROLES: readonly MemberRole[] = ['api', 'projector', 'webhooks'];
const OF_EACH = 3;
const CALLERS = 12;
/** Within which another projector must have taken over all that a killed one led. */
const TAKEOVER_MS = 10_000;
const START_MS = 60_000;
const VIEWS = ['timeline', 'history', 'integrity', 'bottleneck'];

describe('a cluster whose processes are killed at random under load', () => {
  jest.setTimeout((SECONDS + 300) * 1_000);
  const eventStoreUrl = process.env.EVENTSTORE_TEST_URL?.trim();
  const seeded = new Seeded(SEED);
  const members: ClusterMember[] = [];
  const of = (role: MemberRole) => members.filter((member) => member.role === role);
  const starting = new Set<Promise<void>>();
  let database: TestDatabase;
  let store: EventStore;
  let already: number;

  beforeAll(async () => {
    process.stdout.write(`chaos: ${SECONDS} s, CHAOS_SEED=${SEED}\n`);
    database = await createTestDatabase();
    const { pool } = database;
    store = eventStoreUrl
      ? await EventStoreDbEventStore.open(eventStoreUrl, { pool })
      : await PostgresEventStore.open(pool);
    already = await store.count();
    const env = {
      DATABASE_URL: database.url,
      EVENTSTORE_URL: eventStoreUrl ?? '',
      MILEPOST_CHECKPOINT_EVERY: '0',
      MILEPOST_LOG_LEVEL: 'info',
    };
    for (const role of ROLES)
      for (let index = 0; index < OF_EACH; index += 1) members.push(new ClusterMember(role, env));
    await Promise.all(members.map((member) => member.start()));
  });

  afterAll(async () => {
    await Promise.all(members.map((member) => member.stop()));
    await store?.close();
    await database?.drop();
  });

  const allReady = async (some: readonly ClusterMember[]) =>
    (await Promise.all(some.map((member) => member.ready()))).every(Boolean);

  /** Starts a killed one again, while others are being killed. */
  function restart(member: ClusterMember): void {
    const start = member.start().finally(() => starting.delete(start));
    starting.add(start);
  }

  /** One that may go, so that one of its role is left. For a projector: one that leads something, where one does. */
  async function victim(): Promise<ClusterMember | undefined> {
    const role = seeded.pick(ROLES);
    const up = of(role).filter(({ url }) => url !== undefined);
    if (up.length < 2) return undefined;
    if (role !== 'projector') return seeded.pick(up);
    const led = await Promise.all(up.map((member) => member.leads()));
    const leading = up.filter((_, index) => led[index].length > 0);
    return seeded.pick(leading.length > 0 ? leading : up);
  }

  /** @returns milliseconds until all that it led was led by others */
  async function killAndAwaitTakeover(projector: ClusterMember): Promise<number | undefined> {
    const led = await projector.leads();
    await projector.kill();
    const killedAt = Date.now();
    if (led.length === 0) return undefined;
    const others = of('projector').filter((member) => member !== projector);
    await waitUntil(
      `others lead ${led.join()} within ${TAKEOVER_MS} ms`,
      async () => {
        const leading = (await Promise.all(others.map((member) => member.leads()))).flat();
        return led.every((view) => leading.includes(view));
      },
      TAKEOVER_MS,
    );
    return Date.now() - killedAt;
  }

  it('loses and doubles nothing, has a new projector within 10 s, and shows what a fold from zero makes', async () => {
    await waitUntil('all are ready', () => allReady(members), START_MS);
    await waitUntil('every view is led', async () => {
      const leading = (await Promise.all(of('projector').map((member) => member.leads()))).flat();
      return VIEWS.every((view) => leading.includes(view));
    });
    const load = new ClusterLoad(of('api'), seeded, CALLERS);
    const kills: Record<MemberRole, number> = { api: 0, projector: 0, webhooks: 0 };
    const takeovers: number[] = [];
    const end = Date.now() + SECONDS * 1_000;
    while (Date.now() < end || takeovers.length === 0) {
      const chosen = await victim();
      if (chosen?.role === 'projector') {
        const took = await killAndAwaitTakeover(chosen);
        if (took !== undefined) takeovers.push(took);
      } else await chosen?.kill();
      if (chosen !== undefined) {
        kills[chosen.role] += 1;
        restart(chosen);
      }
      await setTimeout(200 + seeded.below(1_000));
    }
    await load.end();
    await Promise.all(starting);
    await waitUntil('all are ready again', () => allReady(members), START_MS);

    expect(load.refused.slice(0, 5)).toEqual([]);
    await expectEachOnce(load);
    await expectLightsOnce(load);
    await expectViewsAsFolded();
    const ends = await Promise.all(members.map((member) => member.stop()));
    expect(ends.map(({ code }) => code)).toEqual(members.map(() => 0));
    const slowest = Math.max(...takeovers);
    process.stdout.write(
      `chaos: ${load.acknowledged.length} mutations acknowledged, ${load.lost} answers lost; kills ` +
        `${JSON.stringify(kills)}; ${takeovers.length} takeovers, the slowest after ${slowest} ms\n`,
    );
    expect(slowest).toBeLessThan(TAKEOVER_MS);
  });

  /** Each acknowledged mutation stands once in the store, and nothing else does but the built-in rules. */
  async function expectEachOnce({ acknowledged }: ClusterLoad): Promise<void> {
    const written = new Map<string, number>();
    const after = already === 0 ? '0' : (await store.positionOfLeaf(already - 1))!;
    for (let page = await store.readAll({ after }); page.length > 0;) {
      for (const { stream, data } of page) {
        if (!stream.startsWith('project-')) continue;
        const { note, name } = data as { note?: string; name?: string };
        const key = note ?? name ?? '?';
        written.set(key, (written.get(key) ?? 0) + 1);
      }
      page = await store.readAll({ after: page[page.length - 1].position });
    }
    expect([...written].filter(([, times]) => times !== 1)).toEqual([]);
    expect([...written.keys()].sort()).toEqual(acknowledged.map(({ key }) => key).sort());
  }

  /** Each project's lights turned red, and of none it was said twice, whoever was killed while saying so. */
  async function expectLightsOnce({ acknowledged }: ClusterLoad): Promise<void> {
    const supplied = new Set(acknowledged.filter(({ name }) => name === 'recordMilestone').map((one) => one.projectId));
    await waitUntil('every light to be said', async () => {
      const said = await Promise.all([...supplied].map((id) => store.readStream(bottleneckStream(id), { limit: 1 })));
      return said.every(({ length }) => length === 1);
    });
    for (const id of supplied) {
      const said = (await store.readStream(bottleneckStream(id))) as RecordedLightEvent[];
      const turns = said.map(({ type, data }) => `${type} ${data.bottleneck}`);
      expect(turns).toEqual([...new Set(turns)]);
      expect(turns).toContain('bottleneck.turned-red.v1 groundbreaking-pending');
    }
  }

  async function expectViewsAsFolded(): Promise<void> {
    const gate = new ViewGate(database.pool);
    const head = await store.head();
    for (const view of VIEWS) await gate.waitFor(view, head, START_MS);
    await gate.close();
    expect(await replayCheck({ databaseUrl: database.url, eventStoreUrl })).toEqual([
      0,
      expect.stringContaining('Every row is what the events make.'),
    ]);
  }
});
