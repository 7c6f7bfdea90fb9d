import { readUrlFiles } from '@milepost/postgres';
import { run } from './run';

// Whoever reads what is printed may have seen enough, as `head` does: that is no failure, and work ends in order.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const problems: string[] = [];
for (const [name, url] of Object.entries(readUrlFiles(process.env, process.cwd(), (text) => problems.push(text)))) {
  process.env[name] = url;
  // Processes that a command starts inherit the URL: with the file beside it they would not know which holds.
  delete process.env[`${name}_FILE`];
}
if (problems.length > 0) {
  process.stderr.write(`milepost: ${problems.join('; ')}\n`);
  process.exit(1);
}

void run(process.argv).then((code) => {
  process.exitCode = code;
});
