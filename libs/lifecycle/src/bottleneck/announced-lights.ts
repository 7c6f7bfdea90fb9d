import { dayNumber, type DayNumber } from '../calendar/day';
import type { LightFact, LightSubject, WarningLight } from '../events/light-event';

/** What was last said of a bottleneck's light. */
export interface AnnouncedLight extends LightSubject {
  /** `null`: that it went out. */
  readonly light: WarningLight | null;
  /** The day of that turn, and the latest day of all turns said so far. */
  readonly on: DayNumber;
  readonly latest: DayNumber;
}

/** What was said of a project's lights, by ruleset and bottleneck. */
export type AnnouncedLights = ReadonlyMap<string, AnnouncedLight>;

export const NOTHING_ANNOUNCED: AnnouncedLights = new Map();

/** Under which a bottleneck of a ruleset is found. */
export const lightKey = ({ ruleset, bottleneck }: Pick<LightSubject, 'ruleset' | 'bottleneck'>): string =>
  JSON.stringify([ruleset, bottleneck]);

const LIGHT_OF = {
  'bottleneck.turned-yellow.v1': 'yellow',
  'bottleneck.turned-red.v1': 'red',
  'bottleneck.cleared.v1': null,
} as const;

/** Folds the events of a project's `bottleneck-` stream, in order, onto what was said before them. */
export function announcedLights(
  events: readonly LightFact[],
  before: AnnouncedLights = NOTHING_ANNOUNCED,
): AnnouncedLights {
  const lights = new Map(before);
  for (const { type, data } of events) {
    const { ruleset, rulesetVersion, bottleneck, awaits } = data;
    const on = dayNumber(data.on);
    const latest = Math.max(on, lights.get(lightKey(data))?.latest ?? on);
    lights.set(lightKey(data), { ruleset, rulesetVersion, bottleneck, awaits, light: LIGHT_OF[type], on, latest });
  }
  return lights;
}
