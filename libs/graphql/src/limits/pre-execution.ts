import type { DocumentNode, GraphQLSchema } from 'graphql';
import { limitError } from './limit-error';
import type { QueryLimits } from './limits';
import { traitsOf } from './limits-rule';
import { DocumentMeasure } from './measure';

/**
 * The hook before execution. Checks the cost of lists whose `first` is a variable, which validation can't know and
 * which a cached document would not be asked for again.
 * @throws GraphQLError `limit.cost`
 */
export function createPreExecution(limits: QueryLimits) {
  return async (
    schema: GraphQLSchema,
    document: DocumentNode,
    _context: unknown,
    variables?: Record<string, unknown> | null,
  ): Promise<{ document: DocumentNode } | undefined> => {
    const { costDependsOnVariables, operations } = traitsOf(document);
    if (costDependsOnVariables) {
      const measure = new DocumentMeasure(schema, document, variables ?? {});
      for (const operation of measure.operations) {
        const { cost } = measure.measure(operation);
        if (cost > limits.cost) throw limitError('limit.cost', 'Cost', cost, limits.cost, [operation]);
      }
    }
    // mercurius keeps one compiled query per document, whichever operation was asked for first. A document handed back
    // is not compiled, so that each request gets the operation that it names.
    return operations > 1 ? { document } : undefined;
  };
}
