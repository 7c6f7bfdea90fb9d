import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings whose values hold a password, so that each may be kept in a file of its own. */
const URLS = ['DATABASE_URL', 'EVENTSTORE_URL'] as const;

/**
 * The URLs that are given by file: `DATABASE_URL_FILE` names the file with `DATABASE_URL`, and so on. What stands in the environment is seen by whoever may inspect the process or its container; a file has an owner.
 * @param folder that relative paths start from
 * @param problem is told what is wrong, never a value
 */
export function readUrlFiles(
  env: Environment,
  folder: string,
  problem: (text: string) => void,
): Partial<Record<(typeof URLS)[number], string>> {
  const found: ReturnType<typeof readUrlFiles> = {};
  for (const name of URLS) {
    const path = env[`${name}_FILE`]?.trim();
    if (!path) continue;
    if (env[name]?.trim()) problem(`${name} and ${name}_FILE are both set: only one can hold`);
    try {
      // Without the line end that editors add.
      const text = readFileSync(resolve(folder, path), 'utf8').trim();
      if (text === '') problem(`${name}_FILE: ${path} is empty`);
      else if (/\s/.test(text)) problem(`${name}_FILE: ${path} holds more than one line with a URL`);
      else found[name] = text;
    } catch (error) {
      problem(`${name}_FILE: ${(error as Error).message}`);
    }
  }
  return found;
}
