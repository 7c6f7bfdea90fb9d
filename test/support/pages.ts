import type { Api } from './api';

interface PageAnswer<Node> {
  readonly totalCount: number | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: Node }[];
}

export interface AllPages<Node> {
  readonly nodes: Node[];
  readonly totalCount: number | null;
  readonly pages: number;
}

/** Follows a connection to its end. The query has one field, which takes `$after`. */
export async function pages<Node>(api: Api, query: string, variables: object = {}): Promise<AllPages<Node>> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let count = 1; ; count += 1) {
    const { data, errors } = await api.ask(query, { ...variables, after });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const [page] = Object.values(data as Record<string, PageAnswer<Node>>) as [PageAnswer<Node>];
    nodes.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) return { nodes, totalCount: page.totalCount, pages: count };
    after = page.pageInfo.endCursor;
  }
}
