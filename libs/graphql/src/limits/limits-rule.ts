import { GraphQLError, Kind, type DocumentNode, type ValidationRule } from 'graphql';
import { limitError } from './limit-error';
import type { QueryLimits } from './limits';
import { DocumentMeasure } from './measure';

/** What validation found out about a document that each of its executions has to know. */
export interface DocumentTraits {
  /** A list's size, and with it the cost, depends on a variable. */
  readonly costDependsOnVariables: boolean;
  readonly operations: number;
}

// mercurius validates a document once and executes it often: what is found then is kept as long as the document is.
const traits = new WeakMap<DocumentNode, DocumentTraits>();

/** What is known of a document; the most careful assumption for one that was never validated. */
export function traitsOf(document: DocumentNode): DocumentTraits {
  return traits.get(document) ?? { costDependsOnVariables: true, operations: countOperations(document) };
}

/** The validation rule for depth, aliases and cost, as far as they are known without the variables. */
export function createLimitsRule(limits: QueryLimits): ValidationRule {
  return (context) => {
    let aliases = 0;
    return {
      Field(node) {
        if (node.alias !== undefined) aliases += 1;
      },
      Document: {
        enter(document) {
          // mercurius takes a syntax tree in JSON as well, which no token limit bounds. Only parsed text has places.
          if (document.loc !== undefined) return;
          context.reportError(new GraphQLError('The query must be GraphQL text'));
          return false;
        },
        leave(document) {
          if (aliases > limits.aliases) {
            context.reportError(limitError('limit.aliases', 'Number of aliases', aliases, limits.aliases));
          }
          const measure = new DocumentMeasure(context.getSchema(), document);
          for (const operation of measure.operations) {
            const { depth, cost } = measure.measure(operation);
            if (depth > limits.depth) {
              context.reportError(limitError('limit.depth', 'Depth', depth, limits.depth, [operation]));
            }
            if (cost > limits.cost) {
              context.reportError(limitError('limit.cost', 'Cost', cost, limits.cost, [operation]));
            }
          }
          traits.set(document, {
            costDependsOnVariables: measure.dependsOnVariables,
            operations: measure.operations.length,
          });
        },
      },
    };
  };
}

function countOperations(document: DocumentNode): number {
  return document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
}
