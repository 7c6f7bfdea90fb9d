import { dayIn, type AsOf, type Clock, type Day } from '@milepost/lifecycle';

/** What an export is asked to hold: each thing given narrows it, nothing given is the whole store. */
export interface Selection {
  /** Ids of projects. */
  readonly projects?: readonly string[];
  /** Each with all districts below it, by where a project lies on the day. */
  readonly districts?: readonly string[];
  /** What was recorded from the first instant on and before the second. */
  readonly recordedFrom?: string;
  readonly recordedTo?: string;
  /** What was recorded up to this instant; all, by default. */
  readonly knownAt?: string;
  /** The day whose state is meant; today in China, by default. */
  readonly on?: Day;
}

/** Where "today" is reckoned for projects of several catalogues. */
const TIME_ZONE = 'Asia/Shanghai';

export function asOfSelection({ on, knownAt }: Selection, clock: Clock): AsOf {
  return { on: on ?? dayIn(TIME_ZONE, clock.now()), knownAt: knownAt ?? null };
}

/** Whether an event recorded then is one of those asked for. */
export function withinRecording({ recordedFrom, recordedTo }: Selection, recordedAt: string): boolean {
  return (
    (recordedFrom === undefined || recordedAt >= recordedFrom) && (recordedTo === undefined || recordedAt < recordedTo)
  );
}

/** Whether nothing narrows it: then every event there is belongs to it, those of rules and checkpoints too. */
export const isWholeStore = ({ projects, districts, recordedFrom, recordedTo, knownAt }: Selection): boolean =>
  [projects, districts, recordedFrom, recordedTo, knownAt].every((part) => part === undefined);
