import type { Rulebook } from '@milepost/lifecycle';
import { RulebookReader } from '../../ledger';

/** The rules as they stand when a run begins: one run reads all its rows by the same versions. */
export class HeldRulebook extends RulebookReader {
  private held: Promise<Rulebook> | undefined;

  override withCatalogue(code: string): Promise<Rulebook> {
    return (this.held ??= super.withCatalogue(code));
  }
}
