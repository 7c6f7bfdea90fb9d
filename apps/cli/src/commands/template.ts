import { writeFile } from 'node:fs/promises';
import { ledgerTemplate } from '@milepost/registry';
import { Command } from 'commander';
import { userPath } from '../user-path';

export function templateCommand(): Command {
  return new Command('template')
    .description('write the workbook for Chinese offices, to be filled in and imported with --mapping cn-ledger')
    .argument('<file>', 'the workbook to write, e.g. 项目台账.xlsx')
    .option('--force', 'overwrite the file when it is there')
    .action(async (file: string, { force }: { force?: boolean }) => {
      const path = userPath(file);
      if (!/\.xlsx$/i.test(path)) throw new Error(`${path}: the name of a workbook ends in .xlsx`);
      await writeFile(path, await ledgerTemplate(), { flag: force === true ? 'w' : 'wx' }).catch((error: unknown) => {
        const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
        throw exists ? new Error(`${path} is there already: choose another name, or --force`) : error;
      });
      process.stdout.write(`${path}\n`);
    });
}
