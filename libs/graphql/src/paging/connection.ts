import type { Type } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Edge } from './edge';
import type { Page } from './page';
import { Provenance } from '../provenance/provenance';
import { PageInfo } from './page-info';

/** A page of rows in the form of the Relay cursor connections specification. */
export interface Connection<Node> extends Page<Node> {
  /** Rows on all pages; null when it was not counted. */
  readonly totalCount?: number | null;
  /** What the page rests on; only where it was asked for. */
  readonly provenance?: Provenance | null;
}

const WITH_PROVENANCE = 'What the page rests on, and the query that gives it again.';

/**
 * The GraphQL classes of a connection over `node`, named `{name}Connection` and `{name}Edge`. Call it once per node
 * type; resolvers declare `@Query(() => ProjectConnection)` and return `Connection<Project>`.
 * @param reproducible with a field `provenance`, which the resolver answers where it is selected
 */
export function connectionTypes<Node>(
  node: Type<Node>,
  name: string = node.name,
  { reproducible = false }: { readonly reproducible?: boolean } = {},
): { readonly Connection: Type<Connection<Node>>; readonly Edge: Type<Edge<Node>> } {
  @ObjectType(`${name}Edge`)
  class EdgeType implements Edge<Node> {
    @Field(() => String)
    cursor!: string;

    @Field(() => node)
    node!: Node;
  }

  @ObjectType(`${name}Connection`)
  class ConnectionType implements Connection<Node> {
    @Field(() => [EdgeType])
    edges!: Edge<Node>[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int, { nullable: true, description: 'On all pages; null when it was not counted.' })
    totalCount?: number | null;
  }

  if (reproducible) {
    Field(() => Provenance, { nullable: true, description: WITH_PROVENANCE })(ConnectionType.prototype, 'provenance');
  }
  return { Connection: ConnectionType, Edge: EdgeType };
}
