import { GraphQLError, Kind, type DocumentNode, type ValidationRule } from 'graphql';
import { limitError } from './limit-error';
import type { QueryLimits } from './limits';
import { DocumentMeasure } from './measure';

const variableCosts = new WeakMap<DocumentNode, boolean>();

/** True unless the limits rule has seen that no list's size in the document depends on a variable. */
export function costDependsOnVariables(document: DocumentNode): boolean {
  return variableCosts.get(document) ?? true;
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
          variableCosts.set(document, measure.dependsOnVariables);
        },
      },
    };
  };
}

/** Operations in a document: more than one is rare and needs care. */
export function countOperations(document: DocumentNode): number {
  return document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
}
