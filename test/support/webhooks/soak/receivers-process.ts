import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAuthority } from '../../eventstoredb/certificate';
import { Arrivals, type ArrivalFigures, type Told } from './arrivals';
import type { Behaviour, SoakEndpoint } from './behaviour';
import { Lags } from './lags';

/** What the soak asks of the receivers. */
export type ReceiversRequest = 'recover' | 'report';

export type ReceiversAnswer =
  | { readonly kind: 'listening'; readonly ports: readonly number[] }
  | { readonly kind: 'recovered' }
  | {
      readonly kind: 'report';
      readonly figures: readonly ArrivalFigures[];
      /** From when an event was recorded until it came to a fast receiver, in milliseconds. */
      readonly lag: { readonly p50: number; readonly p99: number };
    };

/** A flapping receiver takes so many requests and refuses so many, in turns, but no message more than thrice. */
const [WELL, UNWELL, MOST_REFUSED] = [40, 10, 3];

const lags = new Lags();
/** Until the slow ones are told to keep up. */
let slow = true;

type Answer = { readonly status: number; readonly afterMs: number } | null;

function answering(behaviour: Behaviour): (told: Told) => Answer {
  const refused = new Map<string, number>();
  let requests = 0;
  return ({ id }) => {
    requests += 1;
    switch (behaviour) {
      case 'silent':
        return null;
      case 'gone':
        return { status: 410, afterMs: 0 };
      case 'failing':
        return { status: 500, afterMs: 0 };
      case 'slow':
        return { status: 200, afterMs: slow ? 300 + (requests % 4) * 100 : 0 };
      case 'flapping': {
        const times = refused.get(id) ?? 0;
        if (requests % (WELL + UNWELL) < WELL || times === MOST_REFUSED) return { status: 200, afterMs: 0 };
        refused.set(id, times + 1);
        return { status: 503, afterMs: 0 };
      }
      default:
        return { status: 204, afterMs: 0 };
    }
  };
}

async function listen({ behaviour }: SoakEndpoint, arrivals: Arrivals): Promise<number> {
  const answer = answering(behaviour);
  const hear: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const told = JSON.parse(Buffer.concat(chunks).toString()) as Told;
      arrivals.come(told);
      if (behaviour === 'fast') lags.add(Date.now() - Date.parse(told.time));
      const given = answer(told);
      if (given === null) return;
      const say = (): void => {
        if (given.status < 300) arrivals.take(told);
        response.writeHead(given.status).end();
      };
      if (given.afterMs === 0) say();
      else setTimeout(say, given.afterMs);
    });
  };
  const { pem, key } = createAuthority('nobody trusts it').issue();
  const server = behaviour === 'untrusted' ? createSecureServer({ cert: pem, key }, hear) : createServer(hear);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function main(endpoints: readonly SoakEndpoint[]): Promise<void> {
  const all = endpoints.map(() => new Arrivals());
  const answer = (message: ReceiversAnswer): void => void process.send?.(message);
  process.on('message', (request: ReceiversRequest) => {
    if (request === 'recover') {
      slow = false;
      answer({ kind: 'recovered' });
      return;
    }
    const lag = { p50: lags.quantile(0.5), p99: lags.quantile(0.99) };
    answer({ kind: 'report', figures: all.map(({ figures }) => figures), lag });
  });
  process.on('disconnect', () => process.exit(0));
  const ports = await Promise.all(endpoints.map((endpoint, index) => listen(endpoint, all[index])));
  answer({ kind: 'listening', ports });
}

void main(JSON.parse(process.argv[2]) as SoakEndpoint[]);
