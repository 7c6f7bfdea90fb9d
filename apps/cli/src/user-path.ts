import { resolve } from 'node:path';

/**
 * A path as the user meant it. `npm run` starts its script in the package's root and keeps the folder in which the user
 * stood in INIT_CWD; another process's INIT_CWD says nothing.
 */
export function userPath(path: string, env: Readonly<Record<string, string | undefined>> = process.env): string {
  const folder = env.npm_lifecycle_event === 'milepost' && env.INIT_CWD ? env.INIT_CWD : process.cwd();
  return resolve(folder, path);
}
