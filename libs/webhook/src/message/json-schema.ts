/**
 * A JSON Schema of draft 7: what AsyncAPI 3.0 takes as it stands, and what validators of every age understand. Of the
 * later drafts nothing is needed here.
 */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

export const DRAFT = 'http://json-schema.org/draft-07/schema#';
