import { decodeCursor } from './cursor';
import { pageOf } from './page';

const keysOf = (row: number) => [row];

describe('a page', () => {
  it('knows from the one row too many that there is a next page', () => {
    const page = pageOf([1, 2, 3], { first: 2, scope: 'numbers', keysOf });
    expect(page.edges.map(({ node }) => node)).toEqual([1, 2]);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(decodeCursor('numbers', page.pageInfo.endCursor ?? '')).toEqual([2]);
    expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor);
  });

  it('is the last when no row is left over', () => {
    const page = pageOf([1, 2], { first: 2, after: 'a cursor', scope: 'numbers', keysOf });
    expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('may be empty', () => {
    const page = pageOf([], { first: 2, after: null, scope: 'numbers', keysOf });
    expect(page).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('makes the cursor of an edge only when it is read', () => {
    const made: number[] = [];
    const page = pageOf([1, 2, 3], { first: 3, scope: 'numbers', keysOf: (row) => (made.push(row), [row]) });
    expect(made).toEqual([1, 3]);
    expect(page.edges[1]?.cursor).toBeDefined();
    expect(made).toEqual([1, 3, 2]);
  });
});
