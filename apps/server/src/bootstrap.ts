import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createInputPipe, DomainErrorFilter } from '@milepost/graphql';
import { serveGraphiql } from './graphiql/serve-graphiql';
import { listen } from './listen';
import { requireLoopbackHost } from './loopback';
import type { Settings } from './settings';
import type { Shutdown } from './shutdown';

/** What a module needs to be composed. */
export interface Surroundings {
  readonly settings: Settings;
  readonly logger: LoggerService;
  /** Closes what the module opens outside Nest's own lifecycle. */
  readonly shutdown: Shutdown;
}

/** Composes the slices that these settings ask for. */
export type CreateModule = (surroundings: Surroundings) => Promise<Type | DynamicModule> | Type | DynamicModule;

/** A server that listens. */
export interface Server {
  readonly app: NestFastifyApplication;
  readonly url: string;
}

/**
 * Composes the module, makes the HTTP server around it and listens.
 * @throws ListenError; what was opened until then is closed by `shutdown`
 */
export async function bootstrap(createModule: CreateModule, surroundings: Surroundings): Promise<Server> {
  const { settings, logger, shutdown } = surroundings;
  const module = await createModule(surroundings);
  // Kept in events, where a count that starts anew with the process would say nothing.
  const adapter = new FastifyAdapter({ genReqId: () => randomUUID() });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    abortOnError: false,
  });
  shutdown.add('the server', () => app.close());
  app.useGlobalPipes(createInputPipe());
  app.useGlobalFilters(new DomainErrorFilter());
  const fastify = app.getHttpAdapter().getInstance();
  requireLoopbackHost(fastify);
  if (settings.roles.has('api')) await serveGraphiql(fastify);
  await app.init();
  const url = await listen(fastify, settings);
  logger.log(`Listening on ${url}`, 'Server');
  return { app, url };
}
