import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { PostgresEventStore } from '@milepost/event-store';
import { serveFolding } from '@milepost/projection';
import { PROJECTIONS } from '@milepost/views';

/** What a thread that folds is started with. */
export interface FoldThread {
  /** URL of the database, password included. */
  readonly url: string;
}

async function main(): Promise<void> {
  const store = await PostgresEventStore.open((workerData as FoldThread).url);
  try {
    await serveFolding(parentPort as MessagePort, store, PROJECTIONS);
  } finally {
    await store.close();
  }
}

void main();
