// Types, lint and format, side by side, since each uses one core. What each has to say is printed when it has ended.
// usage: node scripts/check.mjs [npm script that is run beside them …]
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const run = (script) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { cwd: root, shell: process.platform === 'win32' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', (error) => (said += error.message));
    child.on('close', (status) => {
      console.log(`${script}: ${status === 0 ? 'passed' : 'FAILED'}${said === '' ? '' : `\n${said}`}`);
      resolve(status === 0);
    });
  });

const passed = await Promise.all(['types', 'lint', 'format:check', ...process.argv.slice(2)].map(run));
process.exit(passed.every(Boolean) ? 0 : 1);
