import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { Language, textIn } from '../types/language';
import { DomainError, Unavailable } from './domain-error';
import { InputError } from './input-error';
import { describeRequestError } from './request-error';

interface Execution {
  readonly data?: Record<string, unknown> | null;
  readonly errors: readonly GraphQLError[];
}

interface FormatterContext {
  readonly reply?: {
    readonly request: { readonly headers: Record<string, string | string[] | undefined>; readonly body?: unknown };
  };
}

interface FormatterOptions {
  readonly logger: Pick<LoggerService, 'error'>;
  /** Knows the errors of what the server depends on (a store, a database) that may pass; none by default. */
  readonly outageOf?: (error: Error) => Unavailable | undefined;
  /** Makes the id that ties a masked error to its log entry; a UUID by default. */
  readonly newReference?: () => string;
}

interface Formatted {
  readonly error: GraphQLFormattedError;
  /** HTTP status when there is no data to answer with. */
  readonly status: number;
}

/**
 * mercurius' `errorFormatter`: errors that are meant for callers keep their text and get `extensions.code`; an outage is
 * logged, and told without its cause; any other is logged under a reference id, and callers see only that id.
 */
export function createErrorFormatter({ logger, outageOf, newReference = randomUUID }: FormatterOptions) {
  const mask = (error: GraphQLError): Formatted => {
    const reference = newReference();
    const cause = innermost(error);
    logger.error(`Internal error ${reference}${placeOf(error)}: ${cause.message}`, cause.stack);
    return { error: place(error, 'Internal error', { code: 'internal', reference }), status: 500 };
  };

  const format = (error: GraphQLError, context: FormatterContext): Formatted[] => {
    const cause = innermost(error);
    if (cause instanceof DomainError) return [formatDomainError(error, cause, languageOf(context))];
    const outage = outageOf?.(cause);
    if (outage !== undefined) {
      logger.error(`${outage.code}${placeOf(error)}: ${cause.message}`);
      return [formatDomainError(error, outage, languageOf(context))];
    }
    const described = describeRequestError(error, cause, context.reply?.request.body);
    if (described === undefined) return [mask(error)];
    return described.map(({ source, message, code, status, details }) => ({
      error: place(source, message, { ...details, code }),
      status,
    }));
  };

  return (execution: Execution, context: FormatterContext) => {
    const formatted = execution.errors.flatMap((error) => format(error, context));
    const data = execution.data ?? null;
    return {
      statusCode: data === null ? Math.max(200, ...formatted.map(({ status }) => status)) : 200,
      // mercurius types these as GraphQLError; what it sends is their JSON form, and that is what these are.
      response: { data, errors: formatted.map(({ error }) => error) as unknown as GraphQLError[] },
    };
  };
}

function formatDomainError(error: GraphQLError, cause: DomainError, language: Language): Formatted {
  const { zh, en } = cause.label;
  const extensions: Record<string, unknown> = { code: cause.code, messages: { zh, en } };
  if (cause.field !== undefined) extensions.field = cause.field;
  if (cause instanceof InputError) extensions.fields = cause.fields;
  return {
    error: place(error, textIn(language, cause.label), extensions),
    status: cause instanceof Unavailable ? 503 : 200,
  };
}

function place(
  source: Partial<Pick<GraphQLError, 'locations' | 'path'>>,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLFormattedError {
  const { locations, path } = source;
  return { message, ...(locations?.length ? { locations } : {}), ...(path ? { path } : {}), extensions };
}

const placeOf = ({ path }: GraphQLError): string => (path === undefined ? '' : ` at ${path.join('.')}`);

/** What was really thrown, below the layers that graphql-js, the JIT and mercurius wrap around it. */
function innermost(error: Error): Error {
  let current = error;
  for (let depth = 0; depth < 10; depth += 1) {
    const { originalError } = current as { originalError?: unknown };
    if (!(originalError instanceof Error) || originalError === current) break;
    current = originalError;
  }
  return current;
}

function languageOf(context: FormatterContext): Language {
  const header = context.reply?.request.headers['accept-language'];
  return typeof header === 'string' && /^en\b/i.test(header.trim()) ? Language.EN : Language.ZH;
}
