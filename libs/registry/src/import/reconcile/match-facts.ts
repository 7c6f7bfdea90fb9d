import type { Day, EarlierDate, WithdrawnFact } from '@milepost/lifecycle';

/** A fact in force, as far as matching looks at it. */
export interface DatedFact {
  readonly id: string;
  readonly on: Day;
  readonly source: string;
  readonly earlier?: readonly EarlierDate[];
}

export interface Matched<Desired, Known> {
  /** Stated now and known as such, or stated before and put right by a person since. */
  readonly kept: readonly { readonly fact: Known; readonly desired: Desired }[];
  readonly corrections: readonly { readonly fact: Known; readonly desired: Desired }[];
  readonly records: readonly Desired[];
  /** Stated by the register before and no longer; a person has not spoken of them since. */
  readonly withdrawals: readonly Known[];
}

/** The date that the register last stated for a fact, `undefined` when it never spoke of it. */
export function lastSaid(fact: DatedFact, stated: (source: string) => boolean): Day | undefined {
  return stated(fact.source) ? fact.on : fact.earlier?.findLast(({ source }) => stated(source))?.on;
}

/** Dates that the register stated and somebody else took back since: repeating them says nothing new. */
function takenBack(withdrawn: readonly WithdrawnFact[], stated: (source: string) => boolean): Set<Day> {
  const days = withdrawn.flatMap(({ fact, source }) => {
    const day = stated(source) || !('on' in fact) || fact.on === null ? undefined : lastSaid(fact as DatedFact, stated);
    return day === undefined ? [] : [day];
  });
  return new Set(days);
}

/**
 * Holds what a register states now against what is known, both of one milestone or one kind of status. What the
 * register said before and says again is nothing new: a correction or withdrawal that a person made since stands.
 * @param single the register speaks of one such fact at most, so that another date means the same fact
 */
export function matchFacts<Desired extends { readonly on: Day }, Known extends DatedFact>(
  desired: readonly Desired[],
  facts: readonly Known[],
  withdrawn: readonly WithdrawnFact[],
  stated: (source: string) => boolean,
  single: boolean,
): Matched<Desired, Known> {
  const kept: { fact: Known; desired: Desired }[] = [];
  const unmatched: Desired[] = [];
  // Where there is one such fact at most, what the register has stated since counts, not what was taken back before.
  const since = single && facts.some((fact) => lastSaid(fact, stated) !== undefined);
  const gone = since ? new Set<Day>() : takenBack(withdrawn, stated);
  for (const each of desired) {
    const fact =
      facts.find((known) => lastSaid(known, stated) === each.on) ?? facts.find((known) => known.on === each.on);
    if (fact !== undefined) kept.push({ fact, desired: each });
    else if (!gone.has(each.on)) unmatched.push(each);
  }
  const free = facts.filter((fact) => !kept.some((pair) => pair.fact === fact));
  const stale = free.filter((fact) => lastSaid(fact, stated) !== undefined);
  // A person's own record is put right by the first edition that states another date.
  const open = stale.length === 0 && single ? free.slice(0, 1) : stale;
  const corrections = unmatched
    .slice(0, open.length)
    .map((each, index) => ({ fact: open[index] as Known, desired: each }));
  return {
    kept,
    corrections,
    records: unmatched.slice(open.length),
    withdrawals: stale.slice(corrections.length).filter((fact) => stated(fact.source)),
  };
}
