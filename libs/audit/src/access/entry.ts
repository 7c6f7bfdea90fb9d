/** Where something was read from the outside. */
export type Channel = 'graphql' | 'export' | 'command';

/** Something read, as the access log keeps it. It never holds the name of a natural person. */
export interface AccessEntry {
  /** A UUID that the writer chooses, so that a second try does not record it twice. */
  readonly id: string;
  readonly actor: string;
  readonly channel: Channel;
  /** Name of the GraphQL operation, when it has one. */
  readonly operation: string | null;
  /** The root field, the format of an export, or the name of the command. */
  readonly field: string;
  /** JSON: which rows and which state were asked for. */
  readonly selection: string;
  readonly rows: number | null;
  readonly position: string | null;
  readonly correlationId: string | null;
  readonly durationMs: number | null;
  readonly failed: boolean;
}

/** An entry as it is read back. */
export interface RecordedAccess extends AccessEntry {
  /** When the log took it, by the database's clock: before the answer went out. */
  readonly at: string;
}

/** Longest JSON of a selection that is kept whole, in characters. */
export const MOST_SELECTION = 4_096;
const BEGINNING = 2_000;

/** The selection as JSON; of one too long, its length and how it begins. */
export function selectionText(selection: unknown): string {
  const text = JSON.stringify(selection);
  if (text.length <= MOST_SELECTION) return text;
  return JSON.stringify({ truncated: true, characters: text.length, begins: text.slice(0, BEGINNING) });
}
