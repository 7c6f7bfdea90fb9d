import type { Delivery } from './delivery';

/** What came of sending a message once. */
export interface Outcome {
  /** HTTP status, null where there was no answer. */
  readonly status: number | null;
  /** Stable code of what went wrong, null where there was an answer. */
  readonly error: string | null;
  readonly durationMs: number;
  /** The first 4 KB of the answer. */
  readonly response: string | null;
}

/** As the sender tells it. */
export interface SendOutcome extends Outcome {
  /** How long the endpoint wants to be left alone, in milliseconds. */
  readonly retryAfterMs: number | null;
}

/** What becomes of the message. */
export type Verdict =
  | { readonly kind: 'delivered' }
  /** To be tried again at an instant. */
  | { readonly kind: 'pending'; readonly dueAt: string }
  /** No further attempt by itself: it waits for somebody to decide. */
  | { readonly kind: 'exhausted' }
  /** Not sent again: a test. */
  | { readonly kind: 'over' };

/** An attempt, for the record. */
export interface Attempt {
  readonly delivery: Delivery;
  /** From 1. */
  readonly number: number;
  /** When it began: ISO 8601, UTC. */
  readonly at: string;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** Whether it holds back the messages behind it of its subject. */
  readonly holds: boolean;
}

/** Called once: the attempt and what becomes of its message are on record, or why they are not. */
export type Recorded = (attempt: Attempt, error?: unknown) => void;

/** A whole answer of 2xx. */
export const isDelivered = ({ status, error }: Pick<Outcome, 'status' | 'error'>): boolean =>
  error === null && status !== null && status >= 200 && status < 300;
