import { EventIdReused, WrongExpectedRevision, type EventStore } from '@milepost/event-store';
import {
  adoptCatalogue,
  adoptRuleset,
  catalogueStream,
  notices,
  rulesetStream,
  type AdoptionDecision,
  type Catalogue,
  type Day,
  type Notice,
  type Rulebook,
  type Ruleset,
} from '@milepost/lifecycle';
import { v4 as randomId, v5 as namedId } from 'uuid';
import { commandHashOf, KEYS, type CommandMetadata } from './command-identity';
import type { RulebookReader } from './rulebook-reader';

const MAX_TRIES = 5;

interface AdoptOptions {
  readonly inForceFrom: Day;
  readonly reason: string;
  readonly metadata: CommandMetadata;
  /** The same key again answers as the first time and writes nothing. */
  readonly idempotencyKey?: string;
  /** Refuse unless the catalogue's or ruleset's stream is at this revision; -1: not yet adopted. */
  readonly ifRevision?: number;
}

export interface AdoptCatalogueRequest extends AdoptOptions {
  readonly catalogue: Catalogue;
}

export interface AdoptRulesetRequest extends AdoptOptions {
  readonly ruleset: Ruleset;
}

export type AdoptionOutcome =
  | { readonly accepted: true; readonly position: string; readonly warnings: readonly Notice[] }
  | { readonly accepted: false; readonly errors: readonly Notice[] };

/** The write side of catalogues and rulesets. */
export class RuleLedger {
  constructor(
    private readonly store: EventStore,
    private readonly rules: RulebookReader,
    /**
     * Codes of the rulesets adopted so far, which a new catalogue must still suit: no stream lists them. A view may tell,
     * for it lags by moments only; without one, those adopted through this ledger count.
     */
    private readonly rulesetCodes: () => Promise<readonly string[]> = () => Promise.resolve([]),
  ) {}

  /** @throws EventStoreUnavailable */
  async adoptCatalogue({ catalogue, ...options }: AdoptCatalogueRequest): Promise<AdoptionOutcome> {
    return this.adopt(catalogueStream(catalogue.code), options, catalogue, async () => {
      await this.rules.withRulesets(await this.rulesetCodes());
      const book = await this.rules.withCatalogue(catalogue.code);
      return adoptCatalogue(catalogue, options.inForceFrom, options.reason, book);
    });
  }

  /** @throws EventStoreUnavailable */
  async adoptRuleset({ ruleset, ...options }: AdoptRulesetRequest): Promise<AdoptionOutcome> {
    return this.adopt(rulesetStream(ruleset.code), options, ruleset, async () => {
      const book: Rulebook = await this.rules.withRuleset(ruleset.code, ruleset.catalogue);
      return adoptRuleset(ruleset, options.inForceFrom, options.reason, book);
    });
  }

  private async adopt(
    stream: string,
    options: AdoptOptions,
    definition: unknown,
    decide: () => Promise<AdoptionDecision>,
  ): Promise<AdoptionOutcome> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      try {
        const outcome = await this.attempt(stream, options, definition, decide);
        if (outcome !== null) return outcome;
      } catch (error) {
        // Someone else adopted a version in the same moment, or the same key was used for another one.
        if (!(error instanceof WrongExpectedRevision || error instanceof EventIdReused)) throw error;
      }
    }
    return { accepted: false, errors: [notices.conflictPersists(null)] };
  }

  /** @returns `null` when the stream moved on in the same moment: look again */
  private async attempt(
    stream: string,
    { idempotencyKey, ifRevision, metadata, inForceFrom, reason }: AdoptOptions,
    definition: unknown,
    decide: () => Promise<AdoptionDecision>,
  ): Promise<AdoptionOutcome | null> {
    const commandHash = commandHashOf({ stream, definition, inForceFrom, reason, ifRevision });
    const id = idempotencyKey === undefined ? randomId() : namedId(`${stream}/${idempotencyKey}`, KEYS);
    const events = await this.store.readStream(stream);
    const first = events.find((event) => event.id === id);
    if (first !== undefined) {
      return first.metadata.commandHash === commandHash
        ? { accepted: true, position: first.position, warnings: [] }
        : { accepted: false, errors: [notices.idempotencyKeyReused('idempotencyKey')] };
    }
    const actual = events.at(-1)?.revision ?? -1;
    if (ifRevision !== undefined && ifRevision !== actual) {
      return { accepted: false, errors: [notices.revisionStale('ifRevision', { expected: ifRevision, actual })] };
    }
    const decision = await decide();
    if (!decision.accepted) {
      // Decided on rules read after the stream: what came in between may be this very request's first try.
      const since = await this.store.readStream(stream, { from: events.length, limit: 1 });
      return since.length > 0 ? null : decision;
    }
    const written = decision.facts.map((fact) => ({ id, ...fact, metadata: { ...metadata, commandHash } }));
    const appended = await this.store.append(stream, events.at(-1)?.revision ?? 'none', written);
    // Without a key the id is this attempt's own: the store merely lost its first answer. With one, look who it was.
    if (appended.repeated && idempotencyKey !== undefined) return null;
    return { accepted: true, position: appended.position, warnings: decision.warnings };
  }
}
