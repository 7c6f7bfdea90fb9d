import type { Label } from '@milepost/lifecycle';
import type { DataOf, Places } from './field';
import type { MessageType } from './message-type';

/** What an event is a part of, and so with what its messages are counted. */
export type SubjectKind = 'project' | 'report' | 'checkpoint' | 'endpoint';

/** One type of message: from which stored event it is made, what it says, and how people call it. */
export interface MessageKind {
  readonly type: MessageType;
  /** Type of the stored event, `null` where none is behind it. */
  readonly stored: string | null;
  readonly about: SubjectKind;
  readonly label: Label;
  /** When it is sent. */
  readonly when: Label;
  /** What its data holds beside the project. */
  readonly places: Places;
  /** Codes of the milestones that it is about. */
  milestonesOf(data: Readonly<Record<string, unknown>>): readonly string[];
  /** Data of a stored event of this type, with all that it may hold: the example is made from it. */
  readonly example: Readonly<Record<string, unknown>>;
}

interface Declared<P extends Places> extends Omit<MessageKind, 'places' | 'milestonesOf'> {
  readonly places: P;
  /** None by default. */
  readonly milestones?: (data: DataOf<P>) => readonly (string | null)[];
}

const isCode = (code: string | null): code is string => code !== null;

/** Declares a type of message; what its milestones are is told from the data as its places type it. */
export function messageKind<P extends Places>({ milestones, ...kind }: Declared<P>): MessageKind {
  return {
    ...kind,
    milestonesOf: milestones === undefined ? () => NONE : (data) => milestones(data as DataOf<P>).filter(isCode),
  };
}

const NONE: readonly string[] = [];
