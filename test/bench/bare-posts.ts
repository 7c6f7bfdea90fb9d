import { Agent, request } from 'node:http';
import { newSender } from './webhook-stage';

/** Posts one body and resolves when the answer has ended. */
export type Post = (url: string, body: string) => Promise<void>;

/** What a signed message carries, so that the same goes over the wire. */
const HEADERS = {
  'content-type': 'application/cloudevents+json; charset=utf-8',
  'webhook-id': '0d7f4f0e-3a3b-4bb0-8d0e-6f4c2f1a9c55',
  'webhook-timestamp': '1700000000',
  'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
};

/** Posts through the product's own client, and nothing around it. */
export function senderPosts(): { readonly post: Post; close(): void } {
  const sender = newSender();
  const { signal } = new AbortController();
  return {
    close: () => sender.close(),
    async post(url, body) {
      const { status, error } = await sender.send({ url, headers: HEADERS, body, signal });
      if (status !== 204) throw new Error(`${url}: ${status} ${error}`);
    },
  };
}

/** Posts through node:http over kept connections. */
export function plainPosts(inFlight: number): { readonly post: Post; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  return {
    close: () => agent.destroy(),
    post: (url, body) =>
      new Promise((resolve, reject) => {
        const headers = { ...HEADERS, 'content-length': Buffer.byteLength(body) };
        request(url, { method: 'POST', agent, headers }, (response) => {
          response.resume().once('end', resolve).once('error', reject);
        })
          .once('error', reject)
          .end(body);
      }),
  };
}

/** Posts each body to each URL, so many at a time. @returns posts per second */
export async function postAll(post: Post, urls: readonly string[], bodies: readonly string[], inFlight: number) {
  const all = urls.length * bodies.length;
  let next = 0;
  const began = performance.now();
  const one = async (): Promise<void> => {
    while (next < all) {
      const number = next++;
      await post(urls[number % urls.length]!, bodies[Math.floor(number / urls.length)]!);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  return all / ((performance.now() - began) / 1_000);
}
