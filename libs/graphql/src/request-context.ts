import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestLoaders } from './request-loaders';

/** What resolvers get by `@Context()`. */
export interface RequestContext {
  readonly req: FastifyRequest;
  readonly reply: FastifyReply;
  readonly loaders: RequestLoaders;
}

/** Makes the context of one HTTP request. */
export function createRequestContext(req: FastifyRequest, reply: FastifyReply): RequestContext {
  return { req, reply, loaders: new RequestLoaders() };
}
