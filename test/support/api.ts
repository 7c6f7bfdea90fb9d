import 'reflect-metadata';
import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bootstrap } from '../../apps/server/src/bootstrap';
import { createAppModule } from '../../apps/server/src/composition/app.module';
import { Secret } from '../../apps/server/src/secret';
import { readSettings } from '../../apps/server/src/settings';
import { Shutdown } from '../../apps/server/src/shutdown';
import { createTestDatabase, type TestDatabase } from './database';

export interface Answer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests name what they expect
  readonly data: any;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** The whole server in this process, over a database of its own. */
export interface Api {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

const quiet = { log() {}, warn() {}, debug() {}, error: (message: unknown) => console.error(message) };

export interface ApiOptions {
  /** Over the sample. */
  readonly demo?: boolean;
  /** Settings as the environment has them. Lights are not watched unless asked for: positions are then the test's own. */
  readonly env?: Record<string, string>;
  /** Where its log goes; errors to the console, by default. */
  readonly logger?: LoggerService;
  /** One that is there already, and stays; a new one by default. */
  readonly database?: TestDatabase;
}

/** Starts a server. */
export async function startApi({ demo = false, env = {}, logger = quiet, ...options }: ApiOptions = {}): Promise<Api> {
  const given = options.database;
  const database = given ?? (await createTestDatabase());
  const settings = {
    ...readSettings(['--port', '0'], { MILEPOST_LIGHTS: 'off', ...env }),
    demo,
    databaseUrl: new Secret(database.url),
  };
  const shutdown = new Shutdown(logger);
  const { app } = await bootstrap(createAppModule, { settings, logger, shutdown }).catch(async (error: unknown) => {
    await shutdown.close();
    if (given === undefined) await database.drop();
    throw error;
  });
  return {
    app,
    database,
    async ask(query, variables) {
      const { body } = await app.inject({ method: 'POST', url: '/graphql', payload: { query, variables } });
      return JSON.parse(body) as Answer;
    },
    async close() {
      await shutdown.close();
      if (given === undefined) await database.drop();
    },
  };
}
