import type { RequestContext } from '@milepost/graphql';

/** Keeps an answer that holds personal data out of caches between the server and whoever asked. */
export function uncached({ reply }: RequestContext): void {
  void reply.header('cache-control', 'no-store');
}
