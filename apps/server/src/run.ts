import { bootstrap, type CreateModule } from './bootstrap';
import { ListenError } from './listen';
import { Logging, type LogStream } from './logging';
import { redact } from './redact';
import { InvalidSettings, readSettings } from './settings';
import { Shutdown, type EndableProcess } from './shutdown';
import { welcome } from './welcome';

/** The part of `process` that a run uses. */
export interface RunProcess extends EndableProcess {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: LogStream;
  readonly stderr: { write(text: string): unknown };
  cwd(): string;
}

interface RunOptions {
  /** Classes of further errors whose message alone tells the person what to do: they are shown without a stack. */
  readonly expected?: readonly (abstract new (...parameters: never[]) => Error)[];
  readonly target?: RunProcess;
}

/**
 * Runs the server until a signal ends it: settings, log, signals, then `bootstrap`. A start that fails for a reason the
 * person can mend says so in a line and exits with code 1; any other also shows where it came from.
 */
export async function run(createModule: CreateModule, options: RunOptions = {}): Promise<void> {
  const { expected = [], target = process } = options;
  let shutdown: Shutdown | undefined;
  try {
    const settings = readSettings(target.argv.slice(2), target.env, target.cwd());
    const logger = new Logging({ level: settings.logLevel, stream: target.stdout });
    shutdown = new Shutdown(logger);
    shutdown.closeOnSignals(target);
    const { url } = await bootstrap(createModule, { settings, logger, shutdown });
    if (settings.roles.has('api')) target.stdout.write(welcome(url, settings));
  } catch (error) {
    // A signal during the start takes things away under it: then the end is under way and this is no news.
    if (shutdown?.begun) return;
    target.stderr.write(`${redact(explain(error, [InvalidSettings, ListenError, ...expected]))}\n`);
    await shutdown?.close();
    target.exit(1);
  }
}

function explain(error: unknown, expected: NonNullable<RunOptions['expected']>): string {
  if (!(error instanceof Error)) return String(error);
  return expected.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
