import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventStore } from '@milepost/event-store';
import type { Clock, Rulebook } from '@milepost/lifecycle';
import { createPool, migrate, type Pool } from '@milepost/postgres';
import {
  AddressGuard,
  Dispatch,
  EndpointCommands,
  EndpointLedger,
  ensureSecretKeyFile,
  HttpSender,
  MessageIndex,
  parseSecretKeys,
  readAlarms,
  readSecretKeyFile,
  Router,
  Vault,
  webhookMigrations,
  type DispatchNotice,
  type RouterNotice,
  type SecretBox,
  type Sending,
} from '@milepost/webhook';
import type { LoggerService } from '@nestjs/common';
import type { Surroundings } from '../bootstrap';
import type { HealthCheck } from '../health/health-checks';
import type { Settings } from '../settings';

/**
 * The key that secrets are sealed with. With the embedded database one is made in the data folder at first need; a server
 * with a database of its own has none until somebody gives it one.
 */
export async function secretBoxOf({ webhooks, databaseUrl, data }: Settings): Promise<SecretBox | null> {
  if (webhooks.keys !== undefined) return parseSecretKeys(webhooks.keys.reveal());
  if (webhooks.keyFile !== undefined) return readSecretKeyFile(webhooks.keyFile);
  return databaseUrl === undefined ? ensureSecretKeyFile(join(data, 'webhook.key')) : null;
}

function report(logger: LoggerService, notice: RouterNotice | DispatchNotice): void {
  switch (notice.kind) {
    case 'role':
      logger.log(notice.leading ? 'routing messages' : 'no longer routing messages', 'Webhooks');
      return;
    case 'disabled':
      logger.error(
        `endpoint ${notice.endpointId} is disabled: ${notice.because}, failing since ${notice.since}`,
        undefined,
        'Webhooks',
      );
      return;
    case 'failed':
      logger.warn(String(notice.error), 'Webhooks');
  }
}

/** Raises the alarm for endpoints that the server has stopped and messages that it has given up. */
export function webhookCheck(pool: Pool, { router, dispatch }: Sending): HealthCheck {
  return async () => {
    const { endpoints, disabled, exhausted } = await readAlarms(pool);
    const ok = router.lastError === null && dispatch.couriers.lastError === null;
    const detail = `${endpoints} endpoints, ${disabled} disabled, ${exhausted} messages given up`;
    return { ok, ...(disabled + exhausted > 0 && { alarm: true }), detail };
  };
}

interface Opened {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly url: string;
  readonly clock: Clock;
  /** All catalogues that are known here. */
  readonly rulebook: () => Promise<Rulebook>;
}

export interface OpenWebhooks {
  readonly ledger: EndpointLedger;
  readonly commands: EndpointCommands;
  /** Only where this process sends. */
  readonly sending: Sending | null;
}

/** Opens what is kept of endpoints, and starts sending where this process is to have a part in it. */
export async function openWebhooks(
  { settings, logger, shutdown }: Surroundings,
  { store, pool, url, clock, rulebook }: Opened,
): Promise<OpenWebhooks> {
  await migrate(pool, 'webhook', webhookMigrations);
  const { networks, ports, caFile, source } = settings.webhooks;
  const guard = new AddressGuard({ networks, ...(ports && { ports }) });
  const ledger = new EndpointLedger(store);
  const vault = new Vault(pool, await secretBoxOf(settings));
  const messages = new MessageIndex(pool);
  const commands = new EndpointCommands({ store, ledger, vault, guard, messages, rulebook, clock });
  if (!settings.roles.has('webhooks')) return { ledger, commands, sending: null };

  const onNotice = (notice: RouterNotice | DispatchNotice): void => report(logger, notice);
  const sender = new HttpSender({ guard, ...(caFile && { ca: await readFile(caFile) }) });
  shutdown.add('connections of webhooks', async () => sender.close());
  // Apart, so that a backlog keeps neither commands nor projections waiting for a connection.
  const own = createPool(url, { max: 8, applicationName: 'milepost webhooks' });
  shutdown.add('database connections of webhooks', () => own.end());
  const router = new Router({ store, pool: own, clock, source, onNotice });
  const dispatch = new Dispatch({ pool: own, clock, ledger, vault, sender, onNotice });
  router.start();
  shutdown.add('routing of messages', () => router.stop());
  dispatch.start();
  shutdown.add('delivery of messages', () => dispatch.stop());
  return { ledger, commands, sending: { router, dispatch } };
}
