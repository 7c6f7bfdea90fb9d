import { Agent, request } from 'node:http';
import { quantile } from './median';

/** How a server is asked: so many connections, each asking for the next as soon as it has its answer. */
export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly durationMs: number;
  /** The GraphQL request with this number; the numbers go up from 0. */
  readonly body: (number: number) => string;
}

export interface LoadFigures {
  readonly perSecond: number;
  readonly p99: number;
  readonly middle: number;
}

/** Sends one GraphQL request and answers the response's text. */
export function ask(url: string, body: string, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === 200 && !text.startsWith('{"data":null')) resolve(text);
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    call.once('error', reject);
    call.end(body);
  });
}

/** Keeps connections to a server busy for some time, and ends with what is under way. */
export async function load({ url, connections, durationMs, body }: Load): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const began = performance.now();
  let number = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - began < durationMs) {
      const asked = performance.now();
      await ask(url, body(number++), agent);
      times.push(performance.now() - asked);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, one));
    const perSecond = times.length / ((performance.now() - began) / 1000);
    return { perSecond, p99: quantile(times, 0.99), middle: quantile(times, 0.5) };
  } finally {
    agent.destroy();
  }
}
