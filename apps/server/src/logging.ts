import type { LoggerService } from '@nestjs/common';
import { inspect } from 'node:util';
import { LOG_LEVELS, type LogLevel } from './log-level';
import { redact } from './redact';

/** Where log lines go. */
export interface LogStream {
  write(line: string): unknown;
  readonly isTTY?: boolean;
}

// What Nest tells of its own start is for those who debug it.
const FRAMEWORK = new Set([
  'GraphQLModule',
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

interface LoggingOptions {
  /** The least urgent level that is written. */
  readonly level: LogLevel;
  readonly stream: LogStream;
  /** Lines for people instead of JSON; by default where a person is watching. */
  readonly pretty?: boolean;
  readonly now?: () => Date;
}

/** Writes Nest's log and ours, one line an entry: JSON for machines, plain text on a terminal. Passwords are left out. */
export class Logging implements LoggerService {
  readonly #verbosity: number;
  readonly #stream: LogStream;
  readonly #pretty: boolean;
  readonly #now: () => Date;

  constructor({ level, stream, pretty = stream.isTTY === true, now = () => new Date() }: LoggingOptions) {
    this.#verbosity = LOG_LEVELS.indexOf(level);
    this.#stream = stream;
    this.#pretty = pretty;
    this.#now = now;
  }

  log(message: unknown, ...rest: unknown[]): void {
    const last = rest.at(-1);
    this.#write(typeof last === 'string' && FRAMEWORK.has(last) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  #write(level: LogLevel, message: unknown, rest: readonly unknown[]): void {
    if (LOG_LEVELS.indexOf(level) > this.#verbosity) return;
    const { context, stack, details } = sortOut(message, rest);
    const entry = {
      time: this.#now().toISOString(),
      level,
      context,
      message: redact(textOf(message)),
      details: details.length > 0 ? details.map((detail) => redact(textOf(detail))) : undefined,
      stack: stack === undefined ? undefined : redact(stack),
    };
    this.#stream.write(this.#pretty ? prettyLine(entry) : `${JSON.stringify(entry)}\n`);
  }
}

interface Entry {
  readonly time: string;
  readonly level: LogLevel;
  readonly context?: string;
  readonly message: string;
  readonly details?: readonly string[];
  readonly stack?: string;
}

/** Nest passes a stack, then the context, as further arguments: told apart by what they look like. */
function sortOut(message: unknown, rest: readonly unknown[]) {
  const parts = rest.filter((part) => part !== undefined);
  const last = parts.at(-1);
  const context = typeof last === 'string' && !last.includes('\n') ? last : undefined;
  if (context !== undefined) parts.pop();
  const isStack = (part: unknown): part is string => typeof part === 'string' && /\n\s+at /.test(part);
  const stack = parts.find(isStack) ?? (message instanceof Error ? message.stack : undefined);
  return { context, stack, details: parts.filter((part) => !isStack(part)) };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return inspect(value, { breakLength: Infinity, depth: 4 });
}

function prettyLine({ time, level, context, message, details = [], stack }: Entry): string {
  const source = context === undefined ? '' : ` [${context}]`;
  const lines = [`${time} ${level.padEnd(5)}${source} ${message}`, ...details, ...(stack === undefined ? [] : [stack])];
  return `${lines.join('\n')}\n`;
}
