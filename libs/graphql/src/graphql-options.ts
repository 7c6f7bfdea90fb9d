import type { LoggerService } from '@nestjs/common';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { GraphQLSchema } from 'graphql';
import type { Unavailable } from './errors/domain-error';
import { createErrorFormatter } from './errors/error-formatter';
import { DEFAULT_LIMITS, type QueryLimits } from './limits/limits';
import { createLimitsRule } from './limits/limits-rule';
import { createPreExecution } from './limits/pre-execution';
import type { ReadLog } from './reads/read';
import { createOnResolution, noteReads } from './reads/record-reads';
import { createRequestContext } from './request-context';
import { stripTrivialResolvers } from './schema/strip-trivial-resolvers';
import { resolveLabels } from './types/label-field';

interface GraphqlOptions {
  readonly logger: Pick<LoggerService, 'error'>;
  /** Overrides of `DEFAULT_LIMITS`. */
  readonly limits?: Partial<QueryLimits>;
  /**
   * Compiles queries asked for twice, and lets the compiler read plain fields in line. Off under `NODE_ENV=test` by
   * default, where queries are asked for once.
   */
  readonly compiled?: boolean;
  /** Knows the errors of what the server depends on that may pass: they are told as such. */
  readonly outageOf?: (error: Error) => Unavailable | undefined;
  /** Where every use of a root query field is recorded before its answer goes out; nowhere by default. */
  readonly readLog?: ReadLog;
  /** Makes the id of a masked error; a UUID by default. */
  readonly newReference?: () => string;
}

/** The configuration of `GraphQLModule.forRoot` that all of the server's GraphQL goes by. */
export function createGraphqlOptions(options: GraphqlOptions): MercuriusDriverConfig {
  const { logger, outageOf, newReference, readLog, compiled = process.env.NODE_ENV !== 'test' } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return {
    driver: MercuriusDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    buildSchemaOptions: { noDuplicatedFields: true },
    transformSchema: (schema: GraphQLSchema) => {
      const labelled = resolveLabels(schema);
      const stripped = compiled ? stripTrivialResolvers(labelled) : labelled;
      return readLog === undefined ? stripped : noteReads(stripped);
    },
    context: createRequestContext,
    errorFormatter: createErrorFormatter({ logger, outageOf, newReference }),
    jit: compiled ? 1 : 0,
    ...(compiled ? {} : { cache: false }),
    graphql: { parseOptions: { maxTokens: limits.tokens } },
    validationRules: [createLimitsRule(limits)],
    hooks: {
      preExecution: createPreExecution(limits),
      ...(readLog !== undefined && { onResolution: createOnResolution(readLog) }),
    },
    additionalRouteOptions: { bodyLimit: limits.bodyBytes },
    allowBatchedQueries: false,
    csrfPrevention: true,
    graphiql: false,
    subscription: false,
  };
}
