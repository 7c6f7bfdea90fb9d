import type { MessageType } from './message-type';

/** What is sent of one event, to everyone who asked for it. */
export interface Message {
  /** The event's id: `webhook-id`, and the id of the CloudEvent. */
  readonly id: string;
  readonly type: MessageType;
  /** The event's place in the global order. */
  readonly position: string;
  /** Key of what it is about, as `subjectOf` gives it. */
  readonly subject: string;
  /** Its number among the messages of its subject, from 1. */
  readonly sequence: number;
  /** Codes of the milestones that it is about; like the three that follow, what filters look at. */
  readonly milestones: readonly string[];
  readonly kind: string | null;
  readonly district: string | null;
  /** Exact decimal yuan; never sent. */
  readonly totalInvestment: string | null;
  /** Instant at which the event was recorded: ISO 8601, UTC. */
  readonly recordedAt: string;
  /** The exact text to send, in UTF-8. */
  readonly body: string;
}
