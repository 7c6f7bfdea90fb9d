import { BOTTLENECK_MESSAGES } from './bottleneck-messages';
import { ISSUE_MESSAGES } from './issue-messages';
import type { MessageKind } from './message-kind';
import { MESSAGE_TYPES, type MessageType } from './message-type';
import { MILESTONE_MESSAGES } from './milestone-messages';
import { PROJECT_MESSAGES } from './project-messages';
import { PUBLICATION_MESSAGES } from './publication-messages';
import { STATUS_MESSAGES } from './status-messages';

const BY_TYPE: ReadonlyMap<MessageType, MessageKind> = new Map(
  [
    ...MILESTONE_MESSAGES,
    ...PROJECT_MESSAGES,
    ...STATUS_MESSAGES,
    ...ISSUE_MESSAGES,
    ...BOTTLENECK_MESSAGES,
    ...PUBLICATION_MESSAGES,
  ].map((kind) => [kind.type, kind]),
);

/** What is known of a type of message. */
export const kindOf = (type: MessageType): MessageKind => BY_TYPE.get(type) as MessageKind;

/** All of them in the order of `MESSAGE_TYPES`. */
export const MESSAGE_KINDS: readonly MessageKind[] = MESSAGE_TYPES.map(kindOf);

const BY_STORED = new Map(MESSAGE_KINDS.flatMap((kind) => (kind.stored === null ? [] : [[kind.stored, kind]])));

/** The kind of message that a stored event of this type makes, `undefined` for those that make none. */
export const kindStoredAs = (eventType: string): MessageKind | undefined => BY_STORED.get(eventType);
