import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AccessLog, runExport, writeWhole, type ExportReport } from '@milepost/audit';
import { Command } from 'commander';
import { connectStore } from '../connect-store';
import { EXIT_INTERRUPTED } from '../exit-code';
import { abortOnInterrupt } from '../interrupted';
import { ExportProgressLine } from '../output/export-progress';
import { userPath } from '../user-path';
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
  const { store, url, close } = await connectStore({ data: options.data, log: say });
  try {
    const log = await AccessLog.open(url);
    const progress = new ExportProgressLine(process.stderr);
    const { out } = options;
    try {
      return await runExport({
        store,
        log,
        clock,
        // Until callers are known, whoever works on this machine is its one account.
        actor: 'local',
        selection,
        as: formatOf(options),
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
    await close();
  }
}

/** Writes a selection in a form that others read; that it was done is recorded in the access log. */
export function exportCommand(exit: (code: number) => void): Command {
  const command = new Command('export').description(
    'export projects as OC4IDS or their events as an XES log; docs/exports.md says what becomes what',
  );
  for (const option of EXPORT_OPTIONS) command.addOption(option);
  return command
    .option(...DATA_OPTION)
    .addHelpText('after', '\nExit code: 0 all is written, 1 an error and no file, 130 interrupted and no file.')
    .action(async (options: ExportOptions) => {
      const interrupt = abortOnInterrupt();
      try {
        const { projects, events, position } = await exportTo(options, interrupt.signal);
        say(`${projects} projects, ${events} events, up to position ${position}`);
      } catch (error) {
        if (!interrupt.signal.aborted) throw error;
        exit(EXIT_INTERRUPTED);
      } finally {
        interrupt.release();
      }
    });
}
