// Builds what is stale and runs one of our programs in this very process, so that signals reach it.
// usage: node scripts/run.mjs PROGRAM [argument …], PROGRAM as apps/server/src/main
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const [program, ...rest] = process.argv.slice(2);
const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-stale'], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
// npm hands a signal to the shell in between, which ends without handing it on: who is orphaned ends in order too.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid;
  const orphaned = () => process.ppid !== shell && process.kill(process.pid, 'SIGTERM');
  const watch = setInterval(() => orphaned() && clearInterval(watch), 500).unref();
}
const entry = join(root, 'dist', `${program}.js`);
process.argv = [process.execPath, entry, ...rest];
await import(pathToFileURL(entry).href);
