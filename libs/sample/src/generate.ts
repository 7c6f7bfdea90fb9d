import { dayNumber, type Day } from '@milepost/lifecycle';
import { bootstrapRules } from './bootstrap-rules';
import type { HistoricEvent } from './historic-event';
import { interleave, type Started } from './interleave';
import { projectEvents } from './project';
import { workingInstant } from './working-time';

export interface SampleOptions {
  /** Another seed, other projects; the same seed, the same events. */
  readonly seed?: number;
  readonly projects?: number;
  /** First and last day on which anything is recorded. */
  readonly from?: Day;
  readonly to?: Day;
}

export interface LoadOptions extends SampleOptions {
  /** Events handed over at once, 5,000 by default. */
  readonly chunkSize?: number;
}

interface Scope {
  readonly seed: number;
  readonly projects: number;
  readonly from: Day;
  readonly to: Day;
  readonly lean: boolean;
}

/** Share of projects taken over from older ledgers in the first weeks. */
const TAKEN_OVER = 0.12;
const TAKING_OVER_DAYS = 20;

function* started({ seed, projects, from, to, lean }: Scope): Generator<Started> {
  const [first, until] = [dayNumber(from), dayNumber(to)];
  const old = Math.floor(projects * TAKEN_OVER);
  for (let index = 0; index < projects; index += 1) {
    const takenOver = index < old;
    // New ones come evenly, up to a few weeks before the end.
    const registeredOn = takenOver
      ? first + Math.floor((index / old) * TAKING_OVER_DAYS)
      : first + TAKING_OVER_DAYS + Math.floor(((index - old) / (projects - old)) * (until - first - 40));
    const events = projectEvents({ seed, index, registeredOn, takenOver, until, lean });
    yield { startedOn: registeredOn, events };
  }
}

/**
 * An invented county's projects over some years, in the order in which they were recorded, after the rules that they
 * are reckoned by. Every event is one that the product itself decided on the day.
 */
export function generateSample(options: SampleOptions = {}): { events: HistoricEvent[] } {
  const scope = { seed: 11, projects: 300, from: '2023-07-01', to: '2026-06-30', ...options, lean: false };
  const events = bootstrapRules(workingInstant(dayNumber(scope.from), 0));
  for (const day of interleave(started(scope))) events.push(...day);
  return { events };
}

/**
 * The same kind of histories in any number, for benchmarks: chunks whose instants never decrease, with only the future
 * of projects already begun held in memory. Entries that no figure depends on are rarer than in the sample.
 */
export function* generateLoad(options: LoadOptions & { readonly projects: number }): Generator<HistoricEvent[]> {
  const { chunkSize = 5_000, ...rest } = options;
  const scope = { seed: 20_180_701, from: '2018-07-01', to: '2026-06-30', ...rest, lean: true };
  let chunk = bootstrapRules(workingInstant(dayNumber(scope.from), 0));
  for (const day of interleave(started(scope))) {
    for (const event of day) {
      chunk.push(event);
      if (chunk.length < chunkSize) continue;
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
