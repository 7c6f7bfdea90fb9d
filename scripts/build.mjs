// Builds server and cli into dist/. With --if-stale it does nothing when no source is newer than the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.built');
const inputs = ['apps', 'libs', 'tsconfig.base.json', 'nest-cli.json', 'package-lock.json'];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

const stale = () => !existsSync(stamp) || inputs.some((path) => newest(join(root, path)) > statSync(stamp).mtimeMs);

if (!process.argv.includes('--if-stale') || stale()) {
  const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  console.error('Building (only when something has changed) …');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  for (const app of ['server', 'cli']) {
    const { status } = spawnSync(process.execPath, [nest, 'build', app], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
  writeFileSync(stamp, '');
}
