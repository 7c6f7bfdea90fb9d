import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loadAssets, type Asset } from './assets';

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    // CodeMirror sets the styles of its lines and cursors while it runs.
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** Serves GraphiQL at `/graphiql`, where `/` leads as well. Call it before the server listens. */
export async function serveGraphiql(fastify: FastifyInstance): Promise<void> {
  const assets = await loadAssets();
  fastify.get('/', async (request, reply) => reply.redirect(`/graphiql${request.url.slice(1)}`, 302));
  for (const [path, asset] of assets) {
    fastify.get(`/graphiql${path}`, async (request, reply) => send(request, reply, asset));
  }
}

function send(request: FastifyRequest, reply: FastifyReply, { type, body, etag }: Asset): FastifyReply {
  reply.headers({ ...HEADERS, etag });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type(type).send(body);
}
