// Kills processes of a cluster at random under load, for CHAOS_SECONDS (120 by default), and compares what is left.
// CHAOS_SEED repeats a run's choices; with EVENTSTORE_TEST_URL the events are in that EventStoreDB.
// usage: node scripts/test-chaos.mjs [argument of jest …]
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const run = (program, ...args) => {
  const env = { ...process.env, CHAOS_SECONDS: process.env.CHAOS_SECONDS?.trim() || '120' };
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit', cwd: root, env });
  if (status !== 0) process.exit(status ?? 1);
};
run(join(root, 'scripts', 'build.mjs'), '--if-stale');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const project = ['--config', join(root, 'jest.config.cjs'), '--selectProjects', 'integration', '-w', '1'];
run(jest, ...project, ...process.argv.slice(2), 'test/fault/cluster-chaos');
