import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Lets an agent keep a connection only so long, counted from its first answer: a host that has moved is followed, though
 * messages to it never cease.
 */
export function limitedAge<A extends Agent>(agent: A, mostMs: number): A {
  const since = new WeakMap<Duplex, number>();
  // Its types leave out that it answers whether the connection can be kept.
  const keep = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean;
  agent.keepSocketAlive = (socket: Duplex): boolean => {
    const now = performance.now();
    const began = since.get(socket) ?? now;
    since.set(socket, began);
    return now - began < mostMs && keep(socket);
  };
  return agent;
}
