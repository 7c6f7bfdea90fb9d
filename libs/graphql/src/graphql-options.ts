import type { LoggerService } from '@nestjs/common';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { GraphQLSchema } from 'graphql';
import type { Unavailable } from './errors/domain-error';
import { createErrorFormatter } from './errors/error-formatter';
import { DEFAULT_LIMITS, type QueryLimits } from './limits/limits';
import { createLimitsRule } from './limits/limits-rule';
import { createPreExecution } from './limits/pre-execution';
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
  /** Makes the id of a masked error; a UUID by default. */
  readonly newReference?: () => string;
}

/** The configuration of `GraphQLModule.forRoot` that all of the server's GraphQL goes by. */
export function createGraphqlOptions(options: GraphqlOptions): MercuriusDriverConfig {
  const { logger, outageOf, newReference, compiled = process.env.NODE_ENV !== 'test' } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return {
    driver: MercuriusDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    buildSchemaOptions: { noDuplicatedFields: true },
    transformSchema: (schema: GraphQLSchema) => {
      const labelled = resolveLabels(schema);
      return compiled ? stripTrivialResolvers(labelled) : labelled;
    },
    context: createRequestContext,
    errorFormatter: createErrorFormatter({ logger, outageOf, newReference }),
    jit: compiled ? 1 : 0,
    ...(compiled ? {} : { cache: false }),
    graphql: { parseOptions: { maxTokens: limits.tokens } },
    validationRules: [createLimitsRule(limits)],
    hooks: { preExecution: createPreExecution(limits) },
    additionalRouteOptions: { bodyLimit: limits.bodyBytes },
    allowBatchedQueries: false,
    csrfPrevention: true,
    graphiql: false,
    subscription: false,
  };
}
