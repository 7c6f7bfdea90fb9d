import type { LifecycleEventData, RecordedEvent } from '../events';
import type { Label } from '../notices';
import type { History } from '../project/history';
import type { Rulebook } from '../rules';
import type { FieldChange } from './field-change';
import type { Vocabulary } from './vocabulary';

/** What was known before an event. */
export interface Before {
  /** The project's history; `undefined` before its registration, and for an event of no project. */
  readonly history: History | undefined;
  /** The rules: their catalogues name milestones and kinds. */
  readonly book: Rulebook;
}

/** What a teller is given besides the event's data. */
export interface Scene extends Before {
  readonly event: RecordedEvent;
  readonly vocabulary: Vocabulary;
}

/** What an event says: what happened, and what it changes. */
export interface Told {
  readonly headline: Label;
  readonly changes: readonly FieldChange[];
}

/** Puts one type of event into words. */
export type Teller<Data> = (data: Data, scene: Scene) => Told;

/** Tellers by the stored name of the event. A type without one is told by that name. */
export type Tellers = { readonly [Type in keyof LifecycleEventData]?: Teller<LifecycleEventData[Type]> };
