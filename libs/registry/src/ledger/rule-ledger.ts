import { appendDecided, type DecidedOptions, type DecidedOutcome, type EventStore } from '@milepost/event-store';
import {
  adoptCatalogue,
  adoptIntegrityRules,
  adoptRuleset,
  catalogueStream,
  integrityRulesStream,
  rulesetStream,
  type AdoptionDecision,
  type Catalogue,
  type Day,
  type IntegrityRules,
  type Ruleset,
} from '@milepost/lifecycle';

import type { RulebookReader } from './rulebook-reader';

interface AdoptOptions extends DecidedOptions {
  readonly inForceFrom: Day;
  readonly reason: string;
}

export interface AdoptCatalogueRequest extends AdoptOptions {
  readonly catalogue: Catalogue;
}

export interface AdoptRulesetRequest extends AdoptOptions {
  readonly ruleset: Ruleset;
}

export interface AdoptIntegrityRulesRequest extends AdoptOptions {
  readonly rules: IntegrityRules;
}

export type AdoptionOutcome = DecidedOutcome;

/** The write side of catalogues, rulesets and integrity rules. */
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
      const book = await this.rules.withRuleset(ruleset.code, ruleset.catalogue);
      return adoptRuleset(ruleset, options.inForceFrom, options.reason, book);
    });
  }

  /** @throws EventStoreUnavailable */
  async adoptIntegrityRules({ rules, ...options }: AdoptIntegrityRulesRequest): Promise<AdoptionOutcome> {
    return this.adopt(integrityRulesStream(rules.code), options, rules, async () => {
      await this.rules.withIntegrityRules([rules.code]);
      const book = await this.rules.withCatalogue(rules.catalogue);
      return adoptIntegrityRules(rules, options.inForceFrom, options.reason, book);
    });
  }

  private adopt(
    stream: string,
    { inForceFrom, reason, ...options }: AdoptOptions,
    definition: unknown,
    decide: () => Promise<AdoptionDecision>,
  ): Promise<AdoptionOutcome> {
    return appendDecided(this.store, { ...options, stream, asked: { definition, inForceFrom, reason }, decide });
  }
}
