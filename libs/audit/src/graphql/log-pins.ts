import type { EventStore } from '@milepost/event-store';
import { provenanceKnownAt, selects, type Provenance } from '@milepost/graphql';
import type { ReadModels, StatePins } from '@milepost/projection';
import type { GraphQLResolveInfo } from 'graphql';
import { HISTORY } from '../history/projection/tables';

/** The state of knowledge that a question about the log is of. */
export interface KnownLog {
  /** Instant up to which checkpoints and events count; all of them where there is none. */
  readonly knownAt: string | null;
  /** Only where it was selected. */
  readonly provenance: Provenance | null;
}

/** Pins answers that are read from the store itself and not from a view: "now" is the store's last event. */
export class LogPins {
  constructor(
    private readonly store: Pick<EventStore, 'head'>,
    private readonly models: ReadModels,
    private readonly pins: StatePins,
  ) {}

  /** @throws ViewBehind, DomainError as `StatePins.pin` does, where provenance is selected */
  async known(info: GraphQLResolveInfo, asked: string | null | undefined): Promise<KnownLog> {
    if (!selects(info, 'provenance')) return { knownAt: asked ?? null, provenance: null };
    // A view tells the instant of its last event: it must hold what was recorded just before the question.
    if (!asked) await this.models.built(HISTORY, await this.store.head());
    const pin = await this.pins.pin(HISTORY, asked);
    return { knownAt: pin.knownAt, provenance: provenanceKnownAt(info, { on: null, ...pin }) };
  }
}
