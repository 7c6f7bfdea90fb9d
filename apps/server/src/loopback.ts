import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** True for a host name or address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || LOOPBACK.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}

/**
 * Refuses requests whose `Host` is not this machine. Without it a foreign web page could point its own name at
 * 127.0.0.1 and read what the server answers to the user's browser.
 */
export function requireLoopbackHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (isLoopback(hostName(request.headers.host ?? ''))) return;
    return reply.code(421).send({ error: 'Address the server as localhost or 127.0.0.1.' });
  });
}

function hostName(header: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(header);
  return bracketed?.[1] ?? header.replace(/:\d*$/, '');
}
