import { EventIdReused, WrongExpectedRevision, type EventStore } from '@milepost/event-store';
import {
  announcedLights,
  bottleneckStream,
  dayIn,
  evolve,
  lightTurns,
  projectStream,
  timeZoneOf,
  type Clock,
  type Day,
  type EventMetadata,
  type History,
  type LightFact,
  type NewEvent,
  type RecordedEvent,
  type RecordedLightEvent,
  type RecordedProjectEvent,
  type Rulebook,
} from '@milepost/lifecycle';
import { v5 as namedId } from 'uuid';
import type { OnLightNotice } from './notice';

/** Namespace of the ids of light events: one id for one revision of one stream, so that the store refuses a second. */
const LIGHTS = '5b0d4a0e-3a66-4a8e-9c1c-6f0d8b0c7e52';
const METADATA: EventMetadata = { actor: 'milepost', source: 'watch' };
/** Projects looked at at once: the store reads their streams together. */
const AT_ONCE = 16;
const MAX_TRIES = 20;

/** By which rules lights are reckoned, and up to which day they were watched, by zone. */
export interface Watched {
  readonly book: Rulebook;
  readonly through: ReadonlyMap<string, Day>;
}

/** Looks at projects and records the turns of their lights. Any number of processes may: of one turn there is one event. */
export class LightRecorder {
  constructor(
    private readonly store: Pick<EventStore, 'append' | 'readStream'>,
    private readonly clock: Clock,
    private readonly onNotice: OnLightNotice,
  ) {}

  /**
   * Records what is still to be said of these projects. Ends early, in order, when the signal aborts.
   * @returns how many turns were recorded
   * @throws EventStoreUnavailable
   */
  async record(projectIds: readonly string[], watched: Watched, signal: AbortSignal): Promise<number> {
    let turns = 0;
    for (let from = 0; from < projectIds.length && !signal.aborted; from += AT_ONCE) {
      const some = projectIds.slice(from, from + AT_ONCE);
      const recorded = await Promise.all(some.map((projectId) => this.recordOne(projectId, watched)));
      turns += recorded.reduce((sum, count) => sum + count, 0);
    }
    return turns;
  }

  private async recordOne(projectId: string, watched: Watched): Promise<number> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const turns = await this.attempt(projectId, watched);
      if (turns !== null) return turns;
    }
    throw new Error(`others record the lights of project ${projectId} all the time`);
  }

  /** @returns `null` when another process was faster: decide anew on what it recorded */
  private async attempt(projectId: string, watched: Watched): Promise<number | null> {
    const stream = bottleneckStream(projectId);
    const [events, said] = await Promise.all([
      this.store.readStream(projectStream(projectId)),
      this.store.readStream(stream),
    ]);
    const turns = this.decide(projectId, events, said, watched);
    if (turns.length === 0) return 0;
    const last = said.at(-1)?.revision;
    const written = turns.map((turn, index): NewEvent => ({
      id: namedId(`${stream}/${(last ?? -1) + 1 + index}`, LIGHTS),
      ...turn,
      metadata: METADATA,
    }));
    try {
      const { repeated } = await this.store.append(stream, last ?? 'none', written);
      // The id tells the place, not what stands there: what another process put there is read like anything else.
      return repeated ? null : written.length;
    } catch (error) {
      if (error instanceof WrongExpectedRevision || error instanceof EventIdReused) return null;
      throw error;
    }
  }

  private decide(
    projectId: string,
    events: readonly RecordedEvent[],
    said: readonly RecordedEvent[],
    { book, through }: Watched,
  ): readonly LightFact[] {
    try {
      const history = (events as readonly RecordedProjectEvent[]).reduce<History | undefined>(evolve, undefined);
      const timeZone = history && timeZoneOf(book, history.registration.catalogue.code);
      if (timeZone === undefined) return [];
      return lightTurns({
        history,
        book,
        announced: announcedLights(said as readonly RecordedLightEvent[]),
        through: through.get(timeZone) ?? null,
        today: dayIn(timeZone, this.clock.now()),
      });
    } catch (error) {
      this.onNotice({ kind: 'left out', projectId, error });
      return [];
    }
  }
}
