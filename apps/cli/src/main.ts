import { run } from './run';

// Whoever reads what is printed may have seen enough, as `head` does: that is no failure, and work ends in order.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv).then((code) => {
  process.exitCode = code;
});
