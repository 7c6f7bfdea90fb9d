import type { ExplanationFact, History } from '../project/history';

/** The explanations of a project that are in force, latest first. */
export function explanationsOf({ facts }: History): ExplanationFact[] {
  return facts.filter((fact): fact is ExplanationFact => fact.kind === 'explanation').reverse();
}

/**
 * The explanation of a flag: the latest given for its rule that speaks of all its events. A flag that another event has
 * joined since is another question, which waits for its own answer.
 */
export function explanationOf(
  rule: string,
  events: readonly string[],
  explanations: readonly ExplanationFact[],
): ExplanationFact | undefined {
  return explanations.find((each) => each.rule === rule && events.every((id) => each.events.includes(id)));
}
