import { access, writeFile } from 'node:fs/promises';
import { importFile, MISSING_MEANINGS, readMapping, type ImportReport, type MissingMeans } from '@milepost/registry';
import { Command, Option } from 'commander';
import { connectStore } from '../connect-store';
import { EXIT_INTERRUPTED, EXIT_OK, EXIT_REFUSED } from '../exit-code';
import { abortOnInterrupt } from '../interrupted';
import { languageOption } from '../language';
import { importSummary } from '../output/import-summary';
import { ProgressBar } from '../output/progress-bar';
import { reportCsv } from '../output/report-csv';
import type { Language } from '../output/summary-texts';
import { mappingFile } from '../shipped-registers';
import { userPath } from '../user-path';

interface Options {
  readonly mapping: string;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly missing?: MissingMeans;
  readonly data?: string;
  readonly language: Language;
}

const clock = { now: () => new Date().toISOString() };

async function importInto(file: string, options: Options): Promise<ImportReport> {
  // What can't be read should not cost the start of a database.
  const mapping = await readMapping(mappingFile(options.mapping));
  const path = userPath(file);
  await access(path).catch(() => {
    throw new Error(`${path}: there is no such file, or it can’t be read`);
  });
  const interrupt = abortOnInterrupt();
  const log = (message: string) => void process.stderr.write(`${message}\n`);
  try {
    const { store, close } = await connectStore({ data: options.data, log });
    try {
      const bar = new ProgressBar(process.stderr);
      const onProgress = bar.update.bind(bar);
      const { dryRun = false, missing } = options;
      const request = { file: path, mapping, store, clock, dryRun, missing, onProgress, signal: interrupt.signal };
      return await importFile(request).finally(() => bar.end());
    } finally {
      await close();
    }
  } finally {
    interrupt.release();
  }
}

const exitCodeOf = ({ interrupted, totals }: ImportReport): number =>
  interrupted ? EXIT_INTERRUPTED : totals.refused > 0 ? EXIT_REFUSED : EXIT_OK;

export function importCommand(exit: (code: number) => void): Command {
  return new Command('import')
    .description('import a ledger, register or event log (CSV, gzipped CSV, XLSX); again to bring in a newer edition')
    .argument('<file>', 'the file to import')
    .requiredOption('--mapping <mapping>', 'mapping file (YAML), or the name of one that ships: see `mappings`')
    .option('--dry-run', 'decide everything and write nothing')
    .option('--report <file>', 'write every refusal and warning as CSV')
    .addOption(
      new Option('--missing <meaning>', 'of projects no longer listed, instead of what the mapping says').choices(
        MISSING_MEANINGS,
      ),
    )
    .option('--data <folder>', 'data folder of the embedded database (default: DATABASE_URL, MILEPOST_DATA, then data)')
    .addOption(languageOption('summary'))
    .addHelpText('after', '\nExit code: 0 all rows were taken, 2 some were refused, 1 an error, 130 interrupted.')
    .action(async (file: string, options: Options) => {
      const report = await importInto(file, options);
      process.stdout.write(`${importSummary(report, options.language)}\n`);
      if (options.report !== undefined) await writeFile(userPath(options.report), reportCsv(report));
      exit(exitCodeOf(report));
    });
}
