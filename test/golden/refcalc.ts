import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPD_DATA, type Reference } from './repd';

const SCRIPT = join(REPD_DATA, 'refcalc.py');

/** Why figures can't be recalculated here, `null` when they can. */
export function refcalcMissing(): string | null {
  if (!existsSync(SCRIPT)) return 'refcalc.py is not here (../shared/data)';
  return spawnSync('python3', ['--version']).status === 0 ? null : 'there is no python3';
}

/** The figures of a folder with `spec.json`, `cases.csv` and `events.csv`, by the independent calculation. */
export function recalculated(folder: string): Reference {
  execFileSync('python3', [SCRIPT, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  return JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')) as Reference;
}
