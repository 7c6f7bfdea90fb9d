import { MigrationRefused, migrateStore, readKeys, type Migration, type Phase } from '@milepost/audit';
import { tryAcquireLease } from '@milepost/postgres';
import { repositionWebhooks } from '@milepost/webhook';
import { Command } from 'commander';
import { PROJECTIONS } from '@milepost/views';
import { EXIT_AGAIN, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK } from '../exit-code';
import { abortOnInterrupt } from '../interrupted';
import { languageOption } from '../language';
import { forgetViews } from '../migrate/forget-views';
import { openStoreEnds, type StoreEnds } from '../migrate/store-ends';
import { migrationSummary, phaseText, type MigrationEnd } from '../output/migrate-texts';
import { ProgressBar } from '../output/progress-bar';
import type { Language } from '../output/summary-texts';
import { userPath } from '../user-path';
import { DATA_OPTION, type ViewOptions } from '../with-views';

interface Options extends ViewOptions {
  readonly from: string;
  readonly to: string;
  readonly key?: string;
  readonly language: Language;
}

const say = (message: string): void => void process.stderr.write(`${message}\n`);

/** A line for each phase, and how far it has come. */
function progress(language: Language) {
  let bar: ProgressBar | undefined;
  let shown: Phase | undefined;
  const end = () => bar?.end();
  const update = (phase: Phase, done: number, total: number) => {
    if (phase !== shown) {
      end();
      say(phaseText(phase, language));
      bar = new ProgressBar(process.stderr, Date.now, 'events');
      shown = phase;
    }
    bar?.update({ done, total });
  };
  return { update, end };
}

async function migrate(options: Options): Promise<MigrationEnd> {
  const keys = options.key === undefined ? null : await readKeys(userPath(options.key));
  const interrupt = abortOnInterrupt('Stopping after the events under way …');
  try {
    const ends = await openStoreEnds({ ...options, log: say });
    const { update, end } = progress(options.language);
    try {
      const { source, target } = ends;
      const migration = await alone(ends, () =>
        migrateStore({
          source,
          target,
          keys,
          now: () => new Date().toISOString(),
          onProgress: update,
          signal: interrupt.signal,
        }).finally(end),
      );
      return { migration, views: await putViewsAway(ends, migration), keyed: keys !== null };
    } finally {
      await ends.close();
    }
  } finally {
    interrupt.release();
  }
}

/** While one migration runs a second one would only be in its way. */
async function alone<Result>({ pool }: StoreEnds, work: () => Promise<Result>): Promise<Result> {
  const lease = await tryAcquireLease(pool, 'migrate-store');
  if (!lease) throw new Error('another migration is under way on this database');
  try {
    return await work();
  } finally {
    await lease.release();
  }
}

async function putViewsAway(
  { pool, source, target, into, positionsChange }: StoreEnds,
  { outcome }: Migration,
): Promise<MigrationEnd['views']> {
  if (outcome !== 'verified' || !positionsChange) return 'kept';
  // What other bureaus are still to be sent can't be made anew: it is brought into line.
  if (!(await repositionWebhooks(pool, { source, target, into }))) return 'led';
  const names = PROJECTIONS.map(({ name }) => name);
  return (await forgetViews(pool, names)) ? 'forgotten' : 'led';
}

function exitCodeOf({ migration, views }: MigrationEnd): number {
  const codes = { verified: EXIT_OK, grown: EXIT_AGAIN, interrupted: EXIT_INTERRUPTED, different: EXIT_FAILED };
  return views === 'led' ? EXIT_AGAIN : codes[migration.outcome];
}

/** Moves the events from a store in PostgreSQL into EventStoreDB, or back, and proves that all have arrived. */
export function migrateStoreCommand(exit: (code: number) => void): Command {
  return new Command('migrate-store')
    .description('copy the events from PostgreSQL into EventStoreDB, or back, and prove that all have arrived')
    .requiredOption('--from <store>', 'URL of the store, a variable that holds it (DATABASE_URL), or: embedded')
    .requiredOption('--to <store>', 'the same of the store that takes them: empty, or the one begun before')
    .option('--key <file>', 'file of the public keys, one a line, by which checkpoints must be signed')
    .option(...DATA_OPTION)
    .addOption(languageOption('result'))
    .addHelpText(
      'after',
      '\nExit code: 0 moved and verified, 2 to be run again, 1 a difference, or an error, 130 interrupted.',
    )
    .action(async (options: Options) => {
      try {
        const end = await migrate(options);
        process.stdout.write(`${migrationSummary(end, options.language)}\n`);
        exit(exitCodeOf(end));
      } catch (error) {
        if (!(error instanceof MigrationRefused)) throw error;
        throw new Error(`${error.name}: ${error.notice[options.language]}`, { cause: error });
      }
    });
}
