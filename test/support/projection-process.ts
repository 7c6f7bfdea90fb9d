import { PostgresEventStore } from '@milepost/event-store';
import { createPool } from '@milepost/postgres';
import { Projector, type Step } from '@milepost/projection';
import { toyProjection } from './projection-toy';

/** What a projector in a process of its own is to do; passed as JSON. */
export interface ProcessTask {
  readonly url: string;
  readonly task: 'follow' | 'rebuild' | { readonly retry: string };
  readonly batchSize: number;
  /** Poisonous events are applied like any other. */
  readonly fixed?: boolean;
  readonly byStream?: boolean;
  /** Kills the process, without any chance to clean up, when it passes this step for the n-th time. */
  readonly kill?: { readonly step: Step; readonly stage: 'live' | 'next'; readonly nth: number };
}

async function run({ url, task, batchSize, fixed, byStream, kill }: ProcessTask): Promise<void> {
  const pool = createPool(url);
  const store = await PostgresEventStore.open(pool);
  let passed = 0;
  const projector = new Projector([toyProjection({ fixed, byStream })], {
    store,
    pool,
    batchSize,
    standByMs: 50,
    onNotice: (notice) => process.stdout.write(`${JSON.stringify(notice)}\n`),
    onStep: (step, stage) => {
      if (step === kill?.step && stage === kill.stage && ++passed === kill.nth) process.kill(process.pid, 'SIGKILL');
    },
  });
  if (task === 'follow') return projector.start();
  if (task === 'rebuild') await projector.rebuild('toy');
  else await projector.retryParked('toy', task.retry);
  await store.close();
  await pool.end();
}

void run(JSON.parse(process.argv[2]) as ProcessTask);
