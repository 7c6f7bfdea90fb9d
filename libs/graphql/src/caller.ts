import type { FastifyRequest } from 'fastify';

/** Who is asking. */
export interface Caller {
  /** Stable id of the account. */
  readonly actor: string;
  /** Ties together what one request caused. */
  readonly correlationId: string;
}

/** Until callers are known, everything that comes over GraphQL is asked by the one account of this machine. */
export function callerOf(req: FastifyRequest): Caller {
  return { actor: 'local', correlationId: String(req.id) };
}
