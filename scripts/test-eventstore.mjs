// Runs the contract and the fault suites of the EventStoreDB adapter against the real server of EVENTSTORE_TEST_URL, which
// holds nothing worth keeping, and little: the contract reads all there is, again and again.
// usage: node scripts/test-eventstore.mjs [argument of jest …]
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
if (!process.env.EVENTSTORE_TEST_URL?.trim()) {
  console.log(
    'Skipped: EVENTSTORE_TEST_URL names no server, such as esdb://127.0.0.1:2113?tls=false; of a cluster, the one that leads',
  );
  process.exit(0);
}
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const suites = 'test/(contract|fault)/eventstoredb-';
const { status } = spawnSync(
  process.execPath,
  [
    jest,
    '--config',
    join(root, 'jest.config.cjs'),
    '--selectProjects',
    'integration',
    '-w',
    '1',
    ...process.argv.slice(2),
    suites,
  ],
  { stdio: 'inherit', cwd: root },
);
process.exit(status ?? 1);
