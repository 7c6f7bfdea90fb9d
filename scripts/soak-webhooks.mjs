// Sends SOAK_MILESTONES (20,000) milestones to SOAK_ENDPOINTS (50) endpoints, healthy, slow and broken ones, through two
// processes, and compares what came with what was to come. SOAK_SEED repeats a run's choices.
// usage: node scripts/soak-webhooks.mjs [argument of jest …]
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { SOAK_ENDPOINTS, SOAK_MILESTONES } = process.env;
const env = {
  ...process.env,
  SOAK_ENDPOINTS: SOAK_ENDPOINTS?.trim() || '50',
  SOAK_MILESTONES: SOAK_MILESTONES?.trim() || '20000',
};
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const project = ['--config', join(root, 'jest.config.cjs'), '--selectProjects', 'integration', '-w', '1'];
const args = [jest, ...project, ...process.argv.slice(2), 'test/fault/webhook-soak'];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root, env });
process.exit(status ?? 1);
