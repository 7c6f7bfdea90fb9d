import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Read } from './reads/read';
import { RequestLoaders } from './request-loaders';

/** Who is asking. */
export interface Caller {
  /** Stable id of the account. */
  readonly actor: string;
  /** Ties together what one request caused. */
  readonly correlationId: string;
}

/** What resolvers get by `@Context()`. */
export interface RequestContext {
  readonly req: FastifyRequest;
  readonly reply: FastifyReply;
  readonly loaders: RequestLoaders;
  readonly caller: Caller;
  /** The root query fields used so far. */
  readonly reads: Read[];
}

/** Makes the context of one HTTP request. */
export function createRequestContext(req: FastifyRequest, reply: FastifyReply): RequestContext {
  return { req, reply, loaders: new RequestLoaders(), caller: callerOf(req), reads: [] };
}

/** Until callers are known, everything that comes over GraphQL is asked by the one account of this machine. */
function callerOf(req: FastifyRequest): Caller {
  return { actor: 'local', correlationId: String(req.id) };
}
