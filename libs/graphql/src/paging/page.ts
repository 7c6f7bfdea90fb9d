import type { Edge } from './edge';
import { encodeCursor, type CursorKey } from './cursor';
import type { PageInfo } from './page-info';

/** A page of rows and where it lies in its list. */
export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
}

interface PageOptions<Row> {
  /** As asked for by the client. */
  readonly first: number;
  readonly after?: string | null;
  /** Names the list and its order; the same as given to `decodeCursor`. */
  readonly scope: string;
  readonly keysOf: (row: Row) => readonly CursorKey[];
}

/**
 * Makes a page of rows read in order with a limit of `first + 1`: the one row too many tells that there is a next page.
 */
export function pageOf<Row>(rows: readonly Row[], options: PageOptions<Row>): Page<Row> {
  const { first, after, scope, keysOf } = options;
  const edges = rows.slice(0, first).map((node) => new LazyEdge(node, scope, keysOf));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== undefined && after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Few clients select the cursor of every edge: it is made only when it is read. */
class LazyEdge<Row> implements Edge<Row> {
  readonly #scope: string;
  readonly #keysOf: (row: Row) => readonly CursorKey[];

  constructor(
    readonly node: Row,
    scope: string,
    keysOf: (row: Row) => readonly CursorKey[],
  ) {
    this.#scope = scope;
    this.#keysOf = keysOf;
  }

  get cursor(): string {
    return encodeCursor(this.#scope, this.#keysOf(this.node));
  }
}
