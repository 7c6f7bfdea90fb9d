import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { ImportError } from '../import-error';
import type { Place } from './shape';

/** @throws ImportError naming file, line and problem */
export async function readYaml(path: string): Promise<Place> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ImportError(`the file can’t be opened: ${(error as Error).message}`, path);
  });
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { prettyErrors: true, uniqueKeys: true });
  const [problem] = document.errors;
  if (problem !== undefined) throw new ImportError(problem.message.split('\n')[0] ?? problem.message, path);
  return { value: document.toJS({ maxAliasCount: 100 }) as unknown, path: '', file: path };
}
