import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, type Caller } from './caller';
import type { Read } from './reads/read';
import { RequestLoaders } from './request-loaders';

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
