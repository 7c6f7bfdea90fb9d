/** One row of a connection and the cursor to go on after it. */
export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}
