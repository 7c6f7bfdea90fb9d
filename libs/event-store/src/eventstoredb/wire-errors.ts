import type { ExpectedRevision } from '../event-store';
import type { Host } from './connection-url';

/** The server refused an append: the stream is elsewhere than expected. */
export class RevisionRefused extends Error {
  override readonly name = 'RevisionRefused';
  constructor(readonly actual: ExpectedRevision) {
    super(`the stream is at ${actual}`);
  }
}

/** The server refused an append as too large. */
export class SizeRefused extends Error {
  override readonly name = 'SizeRefused';
}

/** The server takes no more events for this stream: it was deleted for good. */
export class StreamTombstoned extends Error {
  override readonly name = 'StreamTombstoned';
}

/** The server does not know the user or the password, or does not let that user do this. */
export class AccessRefused extends Error {
  override readonly name = 'AccessRefused';
}

/**
 * No answer, or one that says nothing about what has become of the request: it may or may not have been carried out.
 */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
  /** True when the client that reports it is of no more use. */
  readonly clientBroken: boolean;
  /** Where to ask instead, when the server said that another one leads. */
  readonly leader: Host | undefined;

  constructor(message: string, options: ErrorOptions & { clientBroken: boolean; leader?: Host }) {
    super(message, options);
    this.clientBroken = options.clientBroken;
    this.leader = options.leader;
  }
}
