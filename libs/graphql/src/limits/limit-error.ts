import { GraphQLError, type ASTNode } from 'graphql';

/** A request over one of the limits: `extensions` says which, how much was asked and how much is allowed. */
export function limitError(
  code: 'limit.depth' | 'limit.cost' | 'limit.aliases',
  subject: string,
  asked: number,
  limit: number,
  nodes?: readonly ASTNode[],
): GraphQLError {
  return new GraphQLError(`${subject} ${asked} is over the limit of ${limit}`, {
    nodes,
    extensions: { code, asked, limit },
  });
}
