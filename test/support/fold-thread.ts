import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { PostgresEventStore } from '@milepost/event-store';
import { serveFolding } from '@milepost/projection';
import { PROJECTIONS } from '@milepost/views';
import { toyProjection } from './projection-toy';

export interface TestThread {
  readonly url: string;
  /** Kills the thread, as a lack of memory would, when it has folded so many events in the first toy. */
  readonly dieAfter?: number;
}

/** Two toys, of which one stumbles over what is poisoned. */
export const TOYS = [
  toyProjection({ name: 'toy', byStream: true }),
  toyProjection({ name: 'fixed', byStream: true, fixed: true }),
];

async function serve({ url, dieAfter }: TestThread): Promise<void> {
  const store = await PostgresEventStore.open(url);
  let folded = 0;
  const [toy, ...others] = TOYS;
  const mortal: typeof toy = {
    ...toy,
    apply(state, events, context, rows) {
      folded += events.length;
      if (dieAfter !== undefined && folded > dieAfter) process.exit(7);
      return toy.apply(state, events, context, rows);
    },
  };
  try {
    await serveFolding(parentPort as MessagePort, store, [...PROJECTIONS, mortal, ...others]);
  } finally {
    await store.close();
  }
}

if (parentPort) void serve(workerData as TestThread);
