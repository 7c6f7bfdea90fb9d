/** What one request may ask of the server. */
export interface QueryLimits {
  /** Nested fields. */
  readonly depth: number;
  /** Fields, each multiplied by the `first` of the lists that it is in. */
  readonly cost: number;
  /** Aliased fields in the document. */
  readonly aliases: number;
  /** Lexical tokens in the document. */
  readonly tokens: number;
  /** Bytes of the request's body. */
  readonly bodyBytes: number;
}

export const DEFAULT_LIMITS: QueryLimits = {
  depth: 12,
  cost: 10_000,
  aliases: 30,
  tokens: 4_000,
  bodyBytes: 1_048_576,
};
