import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseConnectionUrl } from '@milepost/event-store';
import { readUrlFiles } from '@milepost/postgres';
import { isLogLevel, LOG_LEVELS, type LogLevel } from './log-level';
import { isLoopback } from './loopback';
import { Secret } from './secret';
import { readWebhooks, type WebhookSettings } from './webhook-settings';

export const ROLES = ['api', 'projector', 'webhooks'] as const;
/** Part of the work that a process can do. */
export type Role = (typeof ROLES)[number];

/** What the server was started with. */
export interface Settings {
  /** Fills an empty register with invented projects. */
  readonly demo: boolean;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly data: string;
  /** PostgreSQL to use; the embedded one when absent. */
  readonly databaseUrl?: Secret;
  /** EventStoreDB for the events; they are kept in PostgreSQL when absent. */
  readonly eventStore?: EventStoreSettings;
  readonly roles: ReadonlySet<Role>;
  readonly logLevel: LogLevel;
  readonly checkpoints: CheckpointSettings;
  readonly webhooks: WebhookSettings;
  /** Whether a process of role `projector` watches the lights of bottlenecks and records their turns. */
  readonly lights: boolean;
}

/** An EventStoreDB, or its successor. */
export interface EventStoreSettings {
  readonly url: Secret;
  /** Absolute paths of files with certificates, PEM, instead of those that the URL names. */
  readonly certificates: Partial<Record<'tlsCaFile' | 'userCertFile' | 'userKeyFile', string>>;
}

/** How checkpoints are signed. */
export interface CheckpointSettings {
  /** Absolute path of the key's file; the one in the data folder, or none with `databaseUrl`, when absent. */
  readonly keyFile?: string;
  /** Seconds between two of them; 0: only on demand. */
  readonly everySeconds: number;
}

/** The server can't start as asked; `problems` lists everything that is wrong, without secrets. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';

  constructor(readonly problems: readonly string[]) {
    super(`Invalid settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from arguments (`--demo`, `--port`, `--data`), which come first, and from the environment, of which
 * the URLs may be kept in files (`DATABASE_URL_FILE`, `EVENTSTORE_URL_FILE`).
 * @param argv arguments after the script's name
 * @param cwd folder that relative paths start from
 * @throws InvalidSettings
 */
export function readSettings(argv: readonly string[], env: Environment, cwd: string = process.cwd()): Settings {
  const problems: string[] = [];
  const options = readOptions(argv, problems);
  const given: Environment = { ...env, ...readUrlFiles(env, cwd, (problem) => problems.push(problem)) };
  const text = (name: string) => given[name]?.trim() || undefined;

  const settings: Settings = {
    demo: options.demo ?? false,
    host: readHost(text('MILEPOST_HOST') ?? '127.0.0.1', problems),
    port:
      options.port !== undefined
        ? readPort('--port', options.port, problems)
        : readPort('MILEPOST_PORT', text('MILEPOST_PORT') ?? '3000', problems),
    data: resolve(cwd, options.data ?? text('MILEPOST_DATA') ?? 'data'),
    databaseUrl: readDatabaseUrl(text('DATABASE_URL'), problems),
    ...readEventStore(text, cwd, problems),
    roles: readRoles(text('MILEPOST_ROLES'), problems),
    logLevel: readLogLevel(text('MILEPOST_LOG_LEVEL') ?? 'info', problems),
    checkpoints: readCheckpoints(
      text('MILEPOST_CHECKPOINT_KEY_FILE'),
      text('MILEPOST_CHECKPOINT_EVERY'),
      cwd,
      problems,
    ),
    webhooks: readWebhooks(text, cwd, problems),
    lights: readSwitch('MILEPOST_LIGHTS', text('MILEPOST_LIGHTS') ?? 'on', problems),
  };
  if (problems.length > 0) throw new InvalidSettings(problems);
  return settings;
}

interface Options {
  readonly demo?: boolean;
  readonly port?: string;
  readonly data?: string;
}

function readOptions(argv: readonly string[], problems: string[]): Options {
  const kinds = { demo: { type: 'boolean' }, port: { type: 'string' }, data: { type: 'string' } } as const;
  // Strict parsing would stop at the first mistake; people want to hear of all.
  const { tokens } = parseArgs({ args: [...argv], options: kinds, strict: false, tokens: true });
  const options: Record<string, string | boolean> = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const name = token.kind === 'option' ? token.rawName : token.value;
    const kind = token.kind === 'option' ? kinds[token.name as keyof typeof kinds]?.type : undefined;
    const value = token.kind === 'option' ? token.value : undefined;
    if (kind === undefined) problems.push(`Unknown argument ${name} (known: --demo, --port <number>, --data <folder>)`);
    else if (kind === 'string' && !value) problems.push(`${name} needs a value`);
    else if (kind === 'boolean' && value !== undefined) problems.push(`${name} takes no value`);
    else if (token.kind === 'option') options[token.name] = value ?? true;
  }
  return options;
}

function readPort(name: string, text: string, problems: string[]): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) problems.push(`${name} must be a port number from 0 to 65535, not ${JSON.stringify(text)}`);
  return port;
}

function readHost(host: string, problems: string[]): string {
  if (!isLoopback(host)) {
    problems.push(
      `MILEPOST_HOST is ${JSON.stringify(host)}, which other machines could reach. The server does not yet know who is ` +
        'calling, so it listens on this machine only: use 127.0.0.1, ::1 or localhost',
    );
  }
  return host;
}

function readDatabaseUrl(text: string | undefined, problems: string[]): Secret | undefined {
  if (text === undefined) return undefined;
  const valid = URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
  // The value itself stays out of the message: it holds a password.
  if (!valid) problems.push('DATABASE_URL must look like postgresql://user:password@host:5432/database');
  return new Secret(text);
}

function readEventStore(
  text: (name: string) => string | undefined,
  cwd: string,
  problems: string[],
): Pick<Settings, 'eventStore'> {
  const url = text('EVENTSTORE_URL');
  if (url === undefined) return {};
  try {
    parseConnectionUrl(url);
  } catch (error) {
    // Its message names what is wrong, never a value.
    problems.push(`EVENTSTORE_URL: ${(error as Error).message}`);
  }
  const file = (name: string) => {
    const path = text(name);
    return path && resolve(cwd, path);
  };
  const [tlsCaFile, userCertFile, userKeyFile] = CERTIFICATE_FILES.map(file);
  if ((userCertFile === undefined) !== (userKeyFile === undefined)) {
    problems.push('EVENTSTORE_CERT_FILE and EVENTSTORE_KEY_FILE go together');
  }
  const certificates = {
    ...(tlsCaFile && { tlsCaFile }),
    ...(userCertFile && { userCertFile }),
    ...(userKeyFile && { userKeyFile }),
  };
  return { eventStore: { url: new Secret(url), certificates } };
}

const CERTIFICATE_FILES = ['EVENTSTORE_CA_FILE', 'EVENTSTORE_CERT_FILE', 'EVENTSTORE_KEY_FILE'] as const;

function readRoles(text: string | undefined, problems: string[]): ReadonlySet<Role> {
  if (text === undefined) return new Set(ROLES);
  const names = text.split(',').map((name) => name.trim());
  const roles = ROLES.filter((role) => names.includes(role));
  const unknown = names.filter((name) => !ROLES.some((role) => role === name));
  if (unknown.length > 0) {
    const list = unknown.map((name) => JSON.stringify(name)).join(', ');
    problems.push(`MILEPOST_ROLES takes ${ROLES.join(', ')}, separated by commas, not ${list}`);
  }
  return new Set(roles);
}

function readLogLevel(text: string, problems: string[]): LogLevel {
  const level = text.toLowerCase();
  if (isLogLevel(level)) return level;
  problems.push(`MILEPOST_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, not ${JSON.stringify(text)}`);
  return 'info';
}

function readSwitch(name: string, text: string, problems: string[]): boolean {
  const value = text.toLowerCase();
  if (value !== 'on' && value !== 'off') problems.push(`${name} must be on or off, not ${JSON.stringify(text)}`);
  return value !== 'off';
}

const WEEK_SECONDS = 604_800;

function readCheckpoints(
  keyFile: string | undefined,
  every: string | undefined,
  cwd: string,
  problems: string[],
): CheckpointSettings {
  const everySeconds = every === undefined ? 3_600 : /^\d{1,6}$/.test(every) ? Number(every) : NaN;
  if (!(everySeconds <= WEEK_SECONDS)) {
    problems.push(
      `MILEPOST_CHECKPOINT_EVERY must be a number of seconds from 1 to ${WEEK_SECONDS}, or 0 for none, not ` +
        JSON.stringify(every),
    );
  }
  return { everySeconds, ...(keyFile !== undefined && { keyFile: resolve(cwd, keyFile) }) };
}
