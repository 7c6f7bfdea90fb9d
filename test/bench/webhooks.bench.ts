import { join } from 'node:path';
import { AT_ONCE } from '../../libs/webhook/src/delivery/courier';
import { plainPosts, postAll, senderPosts } from './bare-posts';
import type { Bench } from './bench';
import { withDatabase, type BenchDatabase } from './bench-database';
import { median, rounds } from './median';
import { ratio, whole, type Table } from './report';
import { startServer } from './server-process';
import { WebhookStage } from './webhook-stage';

const RECEIVER = join(__dirname, 'webhook-receiver.js');
/**
 * Deliveries of each load, and messages that are routed. So many that they take some seconds: what a process does once,
 * when it takes over endpoints, is none of what a delivery costs.
 */
const [DELIVERIES, ROUTED] = [40_000, 5_000];
const ENDPOINTS = 4;
/** How many endpoints the router fills the queue of. */
const ROUTED_TO = [1, 50] as const;

interface Load {
  readonly name: string;
  readonly endpoints: number;
  readonly ordered: boolean;
}

/** Messages of the projects come by turns, as in daily work. */
const BY_TURNS: readonly Load[] = [
  { name: '4 endpoints, unordered', endpoints: ENDPOINTS, ordered: false },
  { name: '4 endpoints, ordered', endpoints: ENDPOINTS, ordered: true },
  { name: '1 endpoint, unordered', endpoints: 1, ordered: false },
  { name: '1 endpoint, ordered', endpoints: 1, ordered: true },
];
/** Twenty of one project after the other, as an import leaves them: few projects are in hand at a time. */
const IN_A_ROW: readonly Load[] = [
  { name: '4 endpoints, ordered, 20 of a project in a row', endpoints: ENDPOINTS, ordered: true },
];

/** The whole path of what is queued, beside bare loops that post the same bodies, in turns. */
async function deliveries(database: BenchDatabase, origin: string, loads: readonly Load[]): Promise<string[][]> {
  const stage = await WebhookStage.open(database);
  const urls = Array.from({ length: ENDPOINTS }, (_, index) => `${origin}/hooks/${index}`);
  const ids: string[] = [];
  for (const url of urls) ids.push(await stage.addEndpoint(url));
  await stage.route();
  // Each round queues them itself: the router would stop at what may wait.
  await database.pool.query('UPDATE webhook.feed SET stopped = true');
  await stage.record(DELIVERIES / Math.min(...loads.map(({ endpoints }) => endpoints)), loads === IN_A_ROW);
  await stage.route();
  const all = await stage.bodies();
  const lines: string[][] = [];
  for (const { name, endpoints, ordered } of loads) {
    const inFlight = endpoints * AT_ONCE;
    const to = urls.slice(0, endpoints);
    const bodies = all.slice(0, DELIVERIES / endpoints);
    const take = async (): Promise<number[]> => {
      await stage.queue(ids.slice(0, endpoints), { ordered, messages: bodies.length });
      const delivered = DELIVERIES / (await stage.deliver(DELIVERIES));
      const bare: number[] = [];
      for (const posts of [senderPosts(), plainPosts(inFlight)]) {
        bare.push(await postAll(posts.post, to, bodies, inFlight));
        posts.close();
      }
      return [delivered, ...bare];
    };
    // Once unmeasured: a server runs for weeks, and what is not compiled yet is none of its costs, nor of the loops'.
    await take();
    const taken = await rounds(take);
    const [ours, sender, plain] = [0, 1, 2].map((column) => median(taken.map((rates) => rates[column]!))) as [
      number,
      number,
      number,
    ];
    lines.push([name, ...[ours, sender, plain].map(whole), ratio(ours, sender), ratio(ours, plain)]);
  }
  return lines;
}

/** Events told as messages and put into queues. */
async function routing(database: BenchDatabase): Promise<Table> {
  const stage = await WebhookStage.open(database);
  const most = Math.max(...ROUTED_TO);
  for (let index = 0; index < most; index += 1) await stage.addEndpoint(`http://127.0.0.1:1/hooks/${index}`);
  await stage.route();
  const begin = await database.store.head();
  await stage.record(ROUTED);
  const lines: string[][] = [];
  let first: number | undefined;
  for (const endpoints of ROUTED_TO) {
    await database.pool.query(
      'UPDATE webhook.feed SET stopped = endpoint_id NOT IN (SELECT endpoint_id FROM webhook.feed ORDER BY 1 LIMIT $1)',
      [endpoints],
    );
    const taken = await rounds(async () => {
      await stage.unroute(begin);
      return ROUTED / (await stage.route());
    });
    const rate = median(taken);
    first ??= rate;
    lines.push([
      `${endpoints} endpoint${endpoints > 1 ? 's' : ''}`,
      whole(rate),
      whole(rate * endpoints),
      ratio(rate, first),
    ]);
  }
  return { title: 'Routing', heads: ['', 'messages/s', 'queued/s', 'of one endpoint'], lines };
}

/** What webhooks bring a second. */
export const webhooksBench: Bench = {
  names: ['webhooks'],
  run: async () => {
    const receiver = await startServer(RECEIVER, []);
    try {
      const { origin } = new URL(receiver.url);
      const lines: string[][] = [];
      for (const loads of [BY_TURNS, IN_A_ROW]) {
        lines.push(...(await withDatabase((database) => deliveries(database, origin, loads))));
      }
      const title = `Webhooks: ${whole(DELIVERIES)} queued messages, ${AT_ONCE} on the way to each endpoint`;
      const heads = ['per second', 'delivered', 'sender', 'node:http', 'of sender', 'of node:http'];
      return [{ title, heads, lines }, await withDatabase(routing)];
    } finally {
      await receiver.stop();
    }
  },
};
