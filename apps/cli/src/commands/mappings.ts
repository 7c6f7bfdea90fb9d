import { join } from 'node:path';
import { readMapping } from '@milepost/registry';
import { Command } from 'commander';
import { textTable } from '../output/text-table';
import { registersFolder, shippedRegisters } from '../shipped-registers';

export function mappingsCommand(): Command {
  return new Command('mappings').description('list the mappings that ship').action(async () => {
    const rows = await Promise.all(
      shippedRegisters().map(async (name) => {
        const file = join(registersFolder(), name, 'mapping.yaml');
        const { register, catalogue, ruleset } = await readMapping(file);
        return [name, register, catalogue.code, ruleset?.code ?? '', file];
      }),
    );
    process.stdout.write(`${textTable(['name', 'register', 'catalogue', 'ruleset', 'file'], rows)}\n`);
  });
}
