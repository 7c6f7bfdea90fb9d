import type { EventStore } from '@milepost/event-store';
import {
  catalogueStream,
  evolveRulebook,
  EMPTY_RULEBOOK,
  integrityRulesStream,
  rulesetStream,
  type RecordedRuleEvent,
  type Rulebook,
} from '@milepost/lifecycle';

/**
 * Reads the catalogues and rulesets in force from their streams. Streams only grow, so each read asks for what is new
 * since the last one.
 */
export class RulebookReader {
  private readonly seen = new Map<string, number>();
  private book: Rulebook = EMPTY_RULEBOOK;
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: EventStore) {}

  withCatalogue(code: string): Promise<Rulebook> {
    return this.refresh(catalogueStream(code));
  }

  async withRuleset(code: string, catalogue: string): Promise<Rulebook> {
    await this.refresh(catalogueStream(catalogue));
    return this.refresh(rulesetStream(code));
  }

  /** With these rulesets, whatever catalogues they are over. */
  async withRulesets(codes: readonly string[]): Promise<Rulebook> {
    let book = this.book;
    for (const code of codes) book = await this.refresh(rulesetStream(code));
    return book;
  }

  /** With these sets of integrity rules, whatever catalogues they are over. */
  async withIntegrityRules(codes: readonly string[]): Promise<Rulebook> {
    let book = this.book;
    for (const code of codes) book = await this.refresh(integrityRulesStream(code));
    return book;
  }

  private refresh(stream: string): Promise<Rulebook> {
    // One at a time, so that no event is folded twice.
    const next = this.reading.then(async () => {
      const events = await this.store.readStream(stream, { from: this.seen.get(stream) ?? 0 });
      for (const event of events as RecordedRuleEvent[]) {
        this.book = evolveRulebook(this.book, event);
        this.seen.set(stream, event.revision + 1);
      }
      return this.book;
    });
    this.reading = next.catch(() => undefined);
    return next;
  }
}
