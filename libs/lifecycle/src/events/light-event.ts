import type { Day } from '../calendar';
import type { RecordedEvent } from './envelope';

/** Which bottleneck's light it is, and the rule that it goes by. */
export interface LightSubject {
  readonly ruleset: string;
  readonly rulesetVersion: number;
  readonly bottleneck: string;
  /** Code of the awaited milestone. */
  readonly awaits: string;
}

/** A light that turned yellow or red: time itself brings it about, nobody records it. */
export interface LightTurned extends LightSubject {
  /** The day on which the clock started, and the id of the event that started it. */
  readonly since: Day;
  readonly startedBy: string;
  /** First day of this light. */
  readonly on: Day;
  /** Last day of the better light. */
  readonly limit: Day;
  /** The committed date that the limit comes from, where there is one. */
  readonly committed: Day | null;
}

/**
 * Why a light went out: the project got through, was found to have skipped the milestone, ended or paused; waits on, but
 * the limit lies ahead again; or does not wait at all, as is known now.
 */
export const CLEARED_BECAUSE = ['passed', 'skipped', 'ended', 'suspended', 'limit-moved', 'not-concerned'] as const;
export type ClearedBecause = (typeof CLEARED_BECAUSE)[number];

/** The lights that are worth an event. */
export type WarningLight = 'yellow' | 'red';

export interface LightCleared extends LightSubject {
  /** First day without it. */
  readonly on: Day;
  readonly was: WarningLight;
  readonly because: ClearedBecause;
}

export interface LightEventData {
  'bottleneck.turned-yellow.v1': LightTurned;
  'bottleneck.turned-red.v1': LightTurned;
  'bottleneck.cleared.v1': LightCleared;
}

/** A decided event of a light, before an id and metadata make it an envelope. */
export type LightFact = {
  [T in keyof LightEventData]: { readonly type: T; readonly data: LightEventData[T] };
}[keyof LightEventData];

export type RecordedLightEvent = {
  [T in keyof LightEventData]: RecordedEvent<T, LightEventData[T]>;
}[keyof LightEventData];

const PREFIX = 'bottleneck-';

/** The stream of a project's lights: apart from its own, which holds only what people stated. */
export const bottleneckStream = (projectId: string): string => `${PREFIX}${projectId}`;

/** The project whose lights a `bottleneck-{id}` stream holds, `null` for any other stream. */
export function projectOfLights(stream: string): string | null {
  return stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : null;
}
