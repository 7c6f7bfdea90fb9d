import { createKeyFile, newOrigin } from '@milepost/audit';
import { Command, InvalidArgumentError } from 'commander';
import { userPath } from '../user-path';
import { DATA_OPTION } from '../with-views';
import { KEY_OPTION, namedKeyFile, withLog, type LogOptions } from '../with-log';

/** Signed checkpoints of the store: their key, issuing one, showing one. */
export function checkpointCommand(): Command {
  return new Command('checkpoint')
    .description('signed checkpoints of the store: make a key, issue one, show one')
    .addCommand(keyCommand())
    .addCommand(issueCommand())
    .addCommand(showCommand());
}

function keyCommand(): Command {
  return new Command('key')
    .description('make a key: write the private one to a file, print the public one')
    .argument('[file]', 'where to write it (default: MILEPOST_CHECKPOINT_KEY_FILE, then checkpoint.key)')
    .option('--name <origin>', 'name of the log, the same for its next keys: e.g. county.gov.cn/milepost')
    .action(async (file: string | undefined, { name }: { name?: string }) => {
      const path = namedKeyFile(file) ?? userPath('checkpoint.key');
      const { verifier } = await createKeyFile(path, name ?? newOrigin());
      process.stderr.write(`${path} holds the private key: keep it secret\n`);
      process.stdout.write(`${String(verifier)}\n`);
    });
}

function issueCommand(): Command {
  return new Command('issue')
    .description('sign what the store holds now, and print the note')
    .option(...KEY_OPTION)
    .option(...DATA_OPTION)
    .action((options: LogOptions) =>
      withLog(options, async (log) => {
        const outcome = await log.issue({ actor: 'local', source: 'cli' });
        if (!outcome.accepted) throw new Error(outcome.error.en);
        if (!outcome.issued) process.stderr.write('Nothing has come since the last checkpoint, which is:\n');
        process.stdout.write(outcome.checkpoint.note);
      }),
    );
}

function sizeOf(text: string): number {
  const size = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(size)) throw new InvalidArgumentError('It must be a whole number.');
  return size;
}

function showCommand(): Command {
  return new Command('show')
    .description('print the newest checkpoint, or an earlier one')
    .option('--size <events>', 'the one that covers exactly so many events', sizeOf)
    .option(...KEY_OPTION)
    .option(...DATA_OPTION)
    .action(({ size, ...options }: LogOptions & { size?: number }) =>
      withLog(options, async ({ checkpoints }) => {
        const checkpoint = size === undefined ? await checkpoints.latest() : await checkpoints.ofSize(size);
        if (checkpoint === null) {
          throw new Error(size === undefined ? 'there is no checkpoint yet' : `there is no checkpoint of size ${size}`);
        }
        process.stdout.write(checkpoint.note);
      }),
    );
}
