import {
  AccessLog,
  AccessLogModule,
  CheckpointLog,
  graphqlReads,
  HistoryModule,
  IntegrityModule,
  ProofModule,
} from '@milepost/audit';
import { BottleneckModule } from '@milepost/bottleneck';
import { Directory, DirectoryModule } from '@milepost/directory';
import { EVENT_STORE } from '@milepost/event-store';
import { createGraphqlOptions } from '@milepost/graphql';
import { CLOCK, type Clock } from '@milepost/lifecycle';
import { createPool } from '@milepost/postgres';
import { ReadModels, StatePins, ViewGate } from '@milepost/projection';
import { PEOPLE, RegistryModule } from '@milepost/registry';
import { TimelineModule } from '@milepost/timeline';
import { EndpointCommands, EndpointLedger, WebhookModule } from '@milepost/webhook';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import type { Surroundings } from '../bootstrap';
import { HealthChecks } from '../health/health-checks';
import { HealthModule } from '../health/health.module';
import { projectionMetrics, storeMetrics } from '../metrics/event-metrics';
import { healthMetrics } from '../metrics/health-metrics';
import { Metrics } from '../metrics/metrics';
import { MetricsModule } from '../metrics/metrics.module';
import { webhookMetrics } from '../metrics/webhook-metrics';
import { processMetrics } from '../metrics/process-metrics';
import { readVersion } from '../version';
import { checkpointCheck, openCheckpoints } from './checkpoints';
import { openDatabase } from './database';
import { openEventStore } from './event-store';
import { writeFirstEvents } from './first-events';
import { lightsCheck, openLights } from './lights';
import { outageOf } from './outage';
import { openWebhooks, webhookCheck } from './webhooks';
import { catchUp, createProjector, projectionCheck, rulebookOf } from './read-side';

/** Longest that a statement of a query may take, in milliseconds. */
const QUERY_MS = 30_000;

const systemClock: Clock = { now: () => new Date().toISOString() };

@Module({})
class SharedModule {}

@Module({})
export class AppModule {}

/** What slices need, opened once for the process and closed in the opposite order. */
async function shared(surroundings: Surroundings, url: string): Promise<DynamicModule> {
  const { settings, logger, shutdown } = surroundings;
  const pool = createPool(url, { max: 10, applicationName: 'milepost' });
  shutdown.add('connections', () => pool.end());
  // Apart, so that slow boards keep neither commands nor projections waiting for a connection.
  const queries = createPool(url, { max: 10, applicationName: 'milepost queries', statementTimeoutMs: QUERY_MS });
  shutdown.add('connections of queries', () => queries.end());
  const store = await openEventStore(surroundings, pool);
  await writeFirstEvents({ store, clock: systemClock, logger, demo: settings.demo });

  const gate = new ViewGate(pool);
  shutdown.add('the view gate', () => gate.close());
  const projector = createProjector(store, pool, logger);
  if (settings.roles.has('projector')) {
    projector.start();
    shutdown.add('projections', () => projector.stop());
    await catchUp(gate, projector.names, await store.head(), logger);
  }
  const { log, schedule } = await openCheckpoints(surroundings, { store, pool: queries, clock: systemClock });
  const webhooks = await openWebhooks(surroundings, {
    store,
    pool,
    url,
    clock: systemClock,
    rulebook: rulebookOf(queries),
  });
  const lights = await openLights(surroundings, { store, pool: queries, gate, clock: systemClock });
  const exports: Provider[] = [
    { provide: EndpointLedger, useValue: webhooks.ledger },
    { provide: EndpointCommands, useValue: webhooks.commands },
    { provide: EVENT_STORE, useValue: store },
    { provide: CLOCK, useValue: systemClock },
    { provide: Directory, useValue: await Directory.open(pool) },
    { provide: PEOPLE, useExisting: Directory },
    { provide: ReadModels, useValue: new ReadModels(queries, gate, systemClock) },
    { provide: CheckpointLog, useValue: log },
    {
      provide: StatePins,
      useValue: new StatePins({ gate, store, clock: systemClock, views: projector.names }),
    },
  ];
  const checks: Provider = {
    provide: 'checks',
    inject: [HealthChecks],
    useFactory: (health: HealthChecks) => {
      health.add('database', async () => ({ ok: (await pool.query('SELECT 1')).rowCount === 1 }));
      if (settings.eventStore) health.add('event store', async () => ({ ok: (await store.head()) !== '' }));
      health.add('projections', projectionCheck(projector));
      if (schedule !== null) health.add('checkpoints', checkpointCheck(schedule));
      if (webhooks.sending) health.add('webhooks', webhookCheck(queries, webhooks.sending));
      if (lights !== null) health.add('lights', lightsCheck(lights));
    },
  };
  const metrics: Provider = {
    provide: 'metrics',
    inject: [Metrics, HealthChecks],
    useFactory: (told: Metrics, health: HealthChecks) => {
      told.add('process', processMetrics(readVersion()));
      told.add('health', healthMetrics(health));
      told.add('event store', storeMetrics(store));
      told.add('projections', projectionMetrics(projector));
      if (webhooks.sending) told.add('webhooks', webhookMetrics(queries, webhooks.sending, systemClock));
    },
  };
  return {
    module: SharedModule,
    global: true,
    imports: [HealthModule, MetricsModule],
    providers: [...exports, checks, metrics],
    exports,
  };
}

/** Who reads what is recorded here, before the answer goes out. */
async function openAccessLog({ logger, shutdown }: Surroundings, url: string): Promise<AccessLog> {
  const log = await AccessLog.open(url, { onError: (error) => logger.error(String(error), undefined, 'AccessLog') });
  shutdown.add('the access log', () => log.close());
  return log;
}

/** The slices that these settings ask for, over one event store and one read database. */
export async function createAppModule(surroundings: Surroundings): Promise<DynamicModule> {
  const { settings, logger } = surroundings;
  const url = await openDatabase(surroundings);
  const base = await shared(surroundings, url);
  if (!settings.roles.has('api')) return { module: AppModule, imports: [base] };
  const readLog = graphqlReads(await openAccessLog(surroundings, url));
  const api = [
    GraphQLModule.forRoot<MercuriusDriverConfig>(createGraphqlOptions({ logger, outageOf, readLog })),
    RegistryModule,
    TimelineModule,
    BottleneckModule,
    ProofModule,
    DirectoryModule,
    IntegrityModule,
    AccessLogModule,
    HistoryModule,
    WebhookModule,
  ];
  return { module: AppModule, imports: [base, ...api] };
}
