import type { Catalogue, CodedLabel } from '../catalogue/catalogue';
import type { Label } from '../notices';
import { adoptionsOf, type Rulebook } from '../rules';

/** What the codes of a lifecycle are called. A code that no version of its catalogue knows is its own name. */
export interface Vocabulary {
  milestone(code: string): Label;
  kind(code: string): Label;
  landMode(code: string): Label;
  sizeTier(code: string): Label;
}

/** The names that a catalogue gives, as its newest version has them; what that one dropped, as the last that had it. */
export function vocabularyOf(book: Rulebook, catalogue: string | undefined): Vocabulary {
  const versions = (catalogue === undefined ? undefined : adoptionsOf(book.catalogues, catalogue)) ?? [];
  return vocabularyIn(versions.map(({ value }) => value));
}

/** Likewise of the given versions, oldest first. */
export function vocabularyIn(versions: readonly Catalogue[]): Vocabulary {
  const find = (code: string, of: (version: Catalogue) => readonly CodedLabel[]): Label => {
    for (const version of versions.toReversed()) {
      const found = of(version).find((each) => each.code === code);
      if (found !== undefined) return found.label;
    }
    return { zh: code, en: code };
  };
  return {
    milestone: (code) => find(code, ({ milestones }) => milestones),
    kind: (code) => find(code, ({ kinds }) => kinds),
    landMode: (code) => find(code, ({ landModes }) => landModes),
    sizeTier: (code) => find(code, ({ sizeTiers }) => sizeTiers),
  };
}
