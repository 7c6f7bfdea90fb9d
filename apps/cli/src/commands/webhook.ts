import { parseVerifyingKey } from '@milepost/webhook';
import { Command, InvalidArgumentError, Option } from 'commander';
import { abortOnInterrupt } from '../interrupted';
import { languageOption } from '../language';
import type { Language } from '../output/summary-texts';
import { arrivalLine, bodyText, listeningText, stoppingText } from '../output/webhook-texts';
import { listen } from '../webhook-listener';

interface Options {
  readonly port: number;
  readonly host: string;
  readonly secret: readonly string[];
  readonly publicKey: readonly string[];
  readonly status: number;
  readonly json?: boolean;
  readonly language: Language;
}

/** For those who receive webhooks. */
export function webhookCommand(): Command {
  return new Command('webhook').description('for receivers of webhooks: see what arrives').addCommand(listenCommand());
}

const numberFrom = (least: number, most: number) => (text: string) => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= most)) throw new InvalidArgumentError(`It must be from ${least} to ${most}.`);
  return number;
};

const collected = (text: string, before: readonly string[]): readonly string[] => [...before, text];

function listenCommand(): Command {
  return new Command('listen')
    .description('listen for messages and print each of them: verified or why not, id, type, sequence')
    .option('--port <number>', 'where to listen', numberFrom(0, 65_535), 8099)
    .option('--host <address>', 'address of this machine to listen on', '127.0.0.1')
    .addOption(
      new Option('--secret <whsec>', 'secret of the endpoint, whsec_…; may be given again')
        .argParser(collected)
        .default([], 'none'),
    )
    .addOption(
      new Option('--public-key <whpk>', 'public key of the endpoint, whpk_…; may be given again')
        .argParser(collected)
        .default([], 'none'),
    )
    .option('--status <code>', 'what is answered', numberFrom(200, 599), 204)
    .option('--json', 'print the body of each message too')
    .addOption(languageOption('lines'))
    .action(async ({ port, host, secret, publicKey, status, json, language }: Options) => {
      const keys = [...secret, ...publicKey].map(parseVerifyingKey);
      if (keys.length === 0)
        throw new Error('--secret or --public-key is needed: by what should messages be verified?');
      const interrupt = abortOnInterrupt(stoppingText(language));
      try {
        const listener = await listen({
          host,
          port,
          keys,
          status,
          onArrival: (arrival) => {
            process.stdout.write(`${arrivalLine(arrival, language)}\n${json ? `${bodyText(arrival.body)}\n` : ''}`);
          },
        });
        process.stderr.write(`${listeningText(listener.url, language)}\n`);
        if (!interrupt.signal.aborted) {
          await new Promise((resolve) => interrupt.signal.addEventListener('abort', resolve, { once: true }));
        }
        await listener.close();
      } finally {
        interrupt.release();
      }
    });
}
