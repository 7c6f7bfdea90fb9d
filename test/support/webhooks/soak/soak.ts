import { randomBytes } from 'node:crypto';
import { waitUntil } from '../../wait-until';
import { WebhookDesk } from '../desk';
import { attemptsByResult, mostBehind, readAccounts, type Account } from './account';
import type { ArrivalFigures } from './arrivals';
import { getsAll, mixed, type Behaviour, type SoakEndpoint } from './behaviour';
import { Child } from './child';
import { recordMilestones } from './load';
import { MemoryCurve } from './memory';
import type { ReceiversAnswer } from './receivers-process';
import type { SendingSaid, SendingTask } from './sending-process';

export interface SoakOptions {
  readonly endpoints: number;
  readonly milestones: number;
  readonly seed: number;
  /** Only as an upper bound of everything that is waited for. */
  readonly mostMs: number;
}

export interface Soaked extends SoakEndpoint {
  readonly account: Account;
  readonly arrived: ArrivalFigures;
}

export interface SoakResult {
  /** Messages, one for each event. */
  readonly messages: number;
  readonly endpoints: readonly Soaked[];
  /** What waited for slow endpoints in the moment when the fast ones had everything. */
  readonly slowBacklogs: readonly number[];
  readonly seconds: number;
  readonly lag: { readonly p50: number; readonly p99: number };
  readonly attempts: ReadonlyMap<string, number>;
  readonly memory: readonly MemoryCurve[];
  /** What the processes complained of. */
  readonly failures: readonly string[];
}

/** Hours between retries pass in seconds. */
const TIMES = 600;
const TIMEOUT_MS = 3_000;
/** So many messages at most are recorded ahead of the fast endpoint that is furthest behind. */
const AHEAD = 200;

/** Runs messages to endpoints of all kinds through two processes, the second of which joins in on the way. */
export async function soak({ endpoints: count, milestones, seed, mostMs }: SoakOptions): Promise<SoakResult> {
  const endpoints = mixed(count);
  const key = randomBytes(32);
  const desk = await WebhookDesk.open(key);
  const { pool, url } = desk.database;
  const memory: MemoryCurve[] = [];
  const failures: string[] = [];
  const receivers = new Child<ReceiversAnswer>('receivers-process.ts', endpoints);
  const senders: Child<SendingSaid>[] = [];
  const task: SendingTask = {
    url,
    key: key.toString('base64'),
    clock: { sinceMs: Date.now(), times: TIMES },
    timeoutMs: TIMEOUT_MS,
  };
  const startSending = async (): Promise<void> => {
    const curve = new MemoryCurve();
    memory.push(curve);
    const sender = new Child<SendingSaid>('sending-process.ts', task, (said) => {
      if (said.kind === 'memory') curve.add(said.rss);
      if (said.kind === 'failed') failures.push(said.error);
    });
    senders.push(sender);
    await sender.said('started');
  };
  try {
    const { ports } = await receivers.said('listening');
    const ids: string[] = [];
    for (const [index, { behaviour, ordered }] of endpoints.entries()) {
      const scheme = behaviour === 'untrusted' ? 'https' : 'http';
      ids.push(await desk.endpoint({ url: `${scheme}://127.0.0.1:${ports[index]}/hooks`, ordered }));
    }
    const idsOf = (...some: Behaviour[]): string[] =>
      ids.filter((_, index) => some.includes(endpoints[index].behaviour));
    const [fast, slow] = [idsOf('fast'), idsOf('slow')];
    await startSending();
    await waitUntil('endpoints are known', async () => (await desk.count('feed')) === count, mostMs);

    const began = performance.now();
    let joining: Promise<void> | undefined;
    const messages = await recordMilestones(desk.store, milestones, seed, async (recorded) => {
      if (recorded >= milestones / 4) joining ??= startSending();
      const unrouted = recorded - (await desk.count('message'));
      return unrouted + (await mostBehind(pool, fast)) < AHEAD;
    });
    await joining;
    const allRouted = async (): Promise<boolean> => (await desk.count('message')) === messages;
    await waitUntil('all is routed', allRouted, mostMs);
    await waitUntil('fast ones have all', async () => (await mostBehind(pool, fast)) === 0, mostMs);
    // Nothing is recorded any more: what is behind now, was behind when the fast ones were through.
    const backlogs = await readAccounts(pool, slow);
    await receivers.ask('recover', 'recovered');
    const healthy = ids.filter((_, index) => getsAll(endpoints[index].behaviour));
    await waitUntil('those that get all have all', async () => (await mostBehind(pool, healthy)) === 0, mostMs);
    const seconds = (performance.now() - began) / 1_000;
    await Promise.all(senders.map((sender) => sender.ask('stop', 'stopped')));

    const accounts = await readAccounts(pool, ids);
    const { figures, lag } = await receivers.ask('report', 'report');
    return {
      messages,
      endpoints: endpoints.map((each, index) => ({ ...each, account: accounts[index], arrived: figures[index] })),
      slowBacklogs: backlogs.map(({ routed, delivered }) => messages - Math.min(routed, delivered)),
      seconds,
      lag,
      attempts: await attemptsByResult(pool),
      memory,
      failures,
    };
  } finally {
    await Promise.all([receivers, ...senders].map((child) => child.end()));
    await desk.close();
  }
}
