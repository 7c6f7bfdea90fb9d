import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Version of Milepost, as its package says: beside the sources, and beside what was built of them.
 * @throws Error when no package is found in the folders above
 */
export function readVersion(folder: string = __dirname): string {
  const path = join(folder, 'package.json');
  if (existsSync(path)) return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
  const above = dirname(folder);
  if (above === folder) throw new Error('no package.json above the program');
  return readVersion(above);
}
