import { run } from './run';

void run(process.argv).then((code) => {
  process.exitCode = code;
});
