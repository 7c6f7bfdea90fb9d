import { startEmbeddedPostgres } from '@milepost/postgres';
import type { Surroundings } from '../bootstrap';

/** The URL of the database to use: the configured one, or an embedded one that this process runs under its data folder. */
export async function openDatabase({ settings, logger, shutdown }: Surroundings): Promise<string> {
  if (settings.databaseUrl !== undefined) return settings.databaseUrl.reveal();
  const log = (message: string): void => logger.log(message, 'PostgreSQL');
  const embedded = await startEmbeddedPostgres({ dataFolder: settings.data, mode: 'own', log });
  shutdown.add('PostgreSQL', () => embedded.stop());
  return embedded.url;
}
