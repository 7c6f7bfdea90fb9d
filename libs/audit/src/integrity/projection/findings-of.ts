import {
  changedFacts,
  documentKeys,
  EMPTY_RULEBOOK,
  explanationsOf,
  flagsConcerned,
  flagSpans,
  identityKeys,
  NO_PUBLICATIONS,
  projectSpans,
  type ExplanationFact,
  type Fact,
  type FlagSpan,
  type History,
  type ProjectSpan,
  type Publications,
  type Rulebook,
  type SharedKey,
} from '@milepost/lifecycle';

/** What all projects are read by. */
export interface Rules {
  readonly book: Rulebook;
  readonly publications: Publications;
}

export const NO_RULES: Rules = { book: EMPTY_RULEBOOK, publications: NO_PUBLICATIONS };

/** A state of a project with what was found in it. */
export interface Found {
  readonly history: History | undefined;
  readonly book: Rulebook;
  readonly projects: readonly ProjectSpan[];
  readonly flags: readonly FlagSpan[];
  /** What names the project, and the documents that prove its milestones, as other projects may have them too. */
  readonly names: readonly SharedKey[];
  readonly documents: readonly SharedKey[];
  readonly explanations: readonly ExplanationFact[];
}

export const NOTHING: Found = {
  history: undefined,
  book: EMPTY_RULEBOOK,
  projects: [],
  flags: [],
  names: [],
  documents: [],
  explanations: [],
};

const has = (changed: readonly Fact[], kind: Fact['kind']): boolean => changed.some((fact) => fact.kind === kind);

/**
 * What is found in a project. Most events change little: what was found earlier by the same rules serves on where
 * nothing has changed that it depends on. Reports published since are no reason to look anew: they raise no flag about
 * what was stated before them.
 */
export function findingsOf(history: History, { book, publications }: Rules, earlier: Found): Found {
  const before = earlier.book === book ? earlier.history : undefined;
  const changed = before && changedFacts(before.facts, history.facts);
  const projects = projectSpans(history, book, before && { history: before, spans: earlier.projects });
  return {
    history,
    book,
    projects,
    flags: changed && !flagsConcerned(changed) ? earlier.flags : flagSpans(history, book, publications),
    names: changed && projects === earlier.projects ? earlier.names : identityKeys(history, book, projects),
    documents: changed && !has(changed, 'milestone') ? earlier.documents : documentKeys(history, book),
    explanations: changed && !has(changed, 'explanation') ? earlier.explanations : explanationsOf(history),
  };
}
