import { GraphQLError } from 'graphql';

/** An error in the request itself, before any resolver ran. */
export interface RequestError {
  readonly source: Partial<Pick<GraphQLError, 'locations' | 'path'>>;
  readonly message: string;
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Codes of fastify and mercurius for requests that can't be taken, and ours. */
const CODES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'limit.body',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  MER_ERR_GQL_CSRF_PREVENTION: 'request.csrf',
  MER_ERR_GQL_PERSISTED_QUERY_NOT_FOUND: 'request.invalid',
};

interface CodedError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  readonly errors?: readonly Error[];
}

/**
 * Tells what is wrong with a request in words that are safe to send: texts of GraphQL's own parser and validation, and
 * of the few refusals of the HTTP layer. `undefined` for anything else.
 */
export function describeRequestError(
  error: GraphQLError,
  cause: CodedError,
  body: unknown,
): RequestError[] | undefined {
  if (cause.code === 'MER_ERR_GQL_VALIDATION' && cause.errors === undefined) {
    return [{ source: {}, message: 'Variables and extensions must be JSON', code: 'request.invalid', status: 400 }];
  }
  if (cause.code === 'MER_ERR_GQL_VALIDATION' || cause.code === 'MER_ERR_METHOD_NOT_ALLOWED') {
    const status = cause.statusCode ?? 400;
    if (Array.isArray(body)) {
      return [{ source: {}, message: 'Send one operation per request', code: 'limit.batch', status }];
    }
    return (cause.errors ?? []).map((inner) => graphqlInvalid(inner, status));
  }
  const code = CODES[cause.code ?? ''];
  if (code !== undefined) {
    return [{ source: {}, message: cause.message, code, status: cause.statusCode ?? 400 }];
  }
  // With a path it comes from a resolver or from what one returned: not the caller's business.
  if (error instanceof GraphQLError && cause instanceof GraphQLError && error.path === undefined) {
    return [graphqlInvalid(error, 400)];
  }
  return undefined;
}

function graphqlInvalid(error: Error, status: number): RequestError {
  const source = error instanceof GraphQLError ? error : {};
  const { code = 'graphql.invalid', ...details } = error instanceof GraphQLError ? (error.extensions ?? {}) : {};
  return { source, message: error.message, code: String(code), status, details };
}
