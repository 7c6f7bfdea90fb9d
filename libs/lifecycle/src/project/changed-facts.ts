import { ALWAYS, dayNumber, type DayNumber } from '../calendar/day';
import type { Fact } from './history';

/** The facts in which two states of one project differ, as they were and as they are. What is the same is the same object. */
export function changedFacts(before: readonly Fact[], after: readonly Fact[]): readonly Fact[] {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  if (same === before.length) return after.slice(same);
  const [old, now] = [before.slice(same), after.slice(same)];
  return [...old.filter((fact) => !now.includes(fact)), ...now.filter((fact) => !old.includes(fact))];
}

/** The first day that a fact can make different: none before the date that it carries. A code has no date. */
export function turnsFrom(fact: Fact): DayNumber {
  if (fact.kind === 'code') return ALWAYS;
  return fact.on === null ? ALWAYS : dayNumber(fact.on);
}
