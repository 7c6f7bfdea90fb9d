import type { DayNumber, EventMetadata, Fact, History, Profile, ProjectCommand } from '@milepost/lifecycle';
import type { Fate } from './fate';
import type { KindTraits } from './kinds';
import type { Plan } from './plan';
import type { Random } from './random';

/** Something that a person at a desk enters on some day: what exactly, is seen when the day comes. */
export interface Act {
  /** Day on which it is entered; moved to the next working day. */
  readonly on: DayNumber;
  readonly clerk: EventMetadata;
  /** The commands that make sense given what is recorded by then; none when it has become pointless. */
  readonly commands: (known: History | undefined) => readonly ProjectCommand[];
}

/** All that the scripts of one project draw on. */
export interface Story {
  readonly index: number;
  readonly traits: KindTraits;
  readonly profile: Profile;
  readonly fate: Fate;
  readonly plan: Plan;
  /** Day on which the project is entered in the register. */
  readonly registeredOn: DayNumber;
  /** Taken over from the ledgers kept before, with all that had happened by then. */
  readonly takenOver: boolean;
  /** Leaves out what a benchmark has no use for. */
  readonly lean: boolean;
  readonly random: Random;
}

type FactOf<K extends Fact['kind'], F extends Fact = Fact> = F extends Fact ? (K extends F['kind'] ? F : never) : never;

/** Facts of a kind that are in force by now. */
export function factsOf<K extends Fact['kind']>(known: History | undefined, kind: K): FactOf<K>[] {
  return (known?.facts ?? []).filter((fact) => fact.kind === kind) as FactOf<K>[];
}

/** Whether a milestone is recorded by now. */
export function isRecorded(known: History | undefined, milestone: string): boolean {
  return factsOf(known, 'milestone').some((fact) => fact.milestone === milestone);
}
