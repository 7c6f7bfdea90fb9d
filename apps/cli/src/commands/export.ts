import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AccessLog, CheckpointLog, openProving, runExport, writeWhole, type ExportReport } from '@milepost/audit';
import { createPool, type Pool } from '@milepost/postgres';
import { Command } from 'commander';
import { connectStore, type ConnectedStore } from '../connect-store';
import { EXIT_INTERRUPTED } from '../exit-code';
import { abortOnInterrupt } from '../interrupted';
import { ExportProgressLine } from '../output/export-progress';
import { ACTOR } from '../recorded-read';
import { userPath } from '../user-path';
import { KEY_OPTION, keyOf, namedKeyFile } from '../with-log';
import { DATA_OPTION } from '../with-views';
import { EXPORT_OPTIONS, formatOf, selectionOf, type ExportOptions } from './export-options';

const clock = { now: () => new Date().toISOString() };
const say = (message: string): void => void process.stderr.write(`${message}\n`);

function toStandardOutput(chunks: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  return pipeline(Readable.from(chunks), process.stdout, { end: false, signal });
}

async function exportTo(options: ExportOptions, signal: AbortSignal): Promise<ExportReport> {
  // What can't be read should not cost the start of a database.
  const selection = selectionOf(options);
  const connected = await connectStore({ data: options.data, log: say });
  const { store, url, close } = connected;
  const pool = createPool(url, { applicationName: 'milepost export' });
  const progress = new ExportProgressLine(process.stderr);
  const { out } = options;
  try {
    const log = await AccessLog.open(url);
    try {
      return await runExport({
        store,
        log,
        clock,
        actor: ACTOR,
        selection,
        as: await formatOf(options, () => proving(options, connected, pool)),
        write: (chunks) =>
          out === undefined ? toStandardOutput(chunks, signal) : writeWhole(userPath(out), chunks, signal),
        onProgress: (done) => progress.update(done),
        signal,
      });
    } finally {
      progress.end();
      await log.close();
    }
  } finally {
    await pool.end();
    await close();
  }
}

async function proving({ key: named }: ExportOptions, { store, dataFolder }: ConnectedStore, pool: Pool) {
  const key = await keyOf(namedKeyFile(named), dataFolder);
  if (key === null) {
    throw new Error('proofs need a key for checkpoints: make one by `milepost checkpoint key`, and name it by --key');
  }
  const log = await CheckpointLog.open({ store, pool, key });
  return openProving({ log, store, pool, metadata: { actor: ACTOR, source: 'export' } });
}

/** Writes a selection in a form that others read; that it was done is recorded in the access log. */
export function exportCommand(exit: (code: number) => void): Command {
  const command = new Command('export').description(
    'export events as JSON Lines with proofs, projects as OC4IDS, or an XES log; see docs/exports.md',
  );
  for (const option of EXPORT_OPTIONS) command.addOption(option);
  return command
    .option(...KEY_OPTION)
    .option(...DATA_OPTION)
    .addHelpText('after', '\nExit code: 0 all is written, 1 an error and no file, 130 interrupted and no file.')
    .action(async (options: ExportOptions) => {
      const interrupt = abortOnInterrupt();
      try {
        const { projects, events, position } = await exportTo(options, interrupt.signal);
        const from = projects === 0 ? '' : ` of ${projects} projects`;
        say(`${events} events${from}, up to position ${position}`);
      } catch (error) {
        if (!interrupt.signal.aborted) throw error;
        exit(EXIT_INTERRUPTED);
      } finally {
        interrupt.release();
      }
    });
}
