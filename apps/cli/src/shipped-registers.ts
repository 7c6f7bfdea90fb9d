import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { userPath } from './user-path';

const FOLDER = join('apps', 'cli', 'registers');

/** The folder of the mappings that ship: looked for upwards, since the compiled program lies deeper than its source. */
export function registersFolder(from = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, FOLDER))) return join(folder, FOLDER);
    if (dirname(folder) === folder) throw new Error('the mappings that ship with the program are not there');
  }
}

/** Names of the mappings that ship. */
export function shippedRegisters(): string[] {
  const folders = readdirSync(registersFolder(), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort();
}

/** The mapping's file: a path, or the name of one that ships. A file of that name comes first. */
export function mappingFile(given: string): string {
  const path = userPath(given);
  if (existsSync(path)) return path;
  const names = shippedRegisters();
  if (names.includes(given)) return join(registersFolder(), given, 'mapping.yaml');
  throw new Error(
    `${path}: there is no such file, nor a mapping of that name; those that ship are ${names.join(', ')}`,
  );
}
