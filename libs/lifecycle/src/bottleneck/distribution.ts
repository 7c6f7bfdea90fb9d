/** How often each duration occurred: days to number of cases. */
export type Durations = ReadonlyMap<number, number>;

function ascending(durations: Durations): [days: number, count: number][] {
  return [...durations].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
}

export function countOf(durations: Durations): number {
  let count = 0;
  for (const each of durations.values()) count += each;
  return count;
}

/**
 * The nearest-rank percentile (SQL's `percentile_disc`): the smallest duration that at least the share `p` of the cases
 * does not exceed. It is always a duration that occurred. `null` when there are none.
 */
export function percentile(durations: Durations, p: number): number | null {
  // Rounded before the ceiling, so that 0.9 × 10 asks for rank 9 and not, by binary fractions, for rank 10.
  const rank = Math.max(1, Math.ceil(Number((p * countOf(durations)).toFixed(9))));
  let seen = 0;
  for (const [days, count] of ascending(durations)) {
    seen += count;
    if (seen >= rank) return days;
  }
  return null;
}

/**
 * The Kaplan–Meier median: the first duration by which at least half would have got through, counting those still on
 * the way for as long as they have been watched. `null` when fewer than half are seen through.
 */
export function kaplanMeierMedian(reached: Durations, censored: Durations): number | null {
  let atRisk = countOf(reached) + countOf(censored);
  let surviving = 1;
  const days = [...new Set([...reached.keys(), ...censored.keys()])].sort((a, b) => a - b);
  for (const day of days) {
    const through = reached.get(day) ?? 0;
    if (through > 0) {
      surviving *= 1 - through / atRisk;
      if (surviving <= 0.5 + 1e-12) return day;
    }
    // Of the same day, those who got through come first: one watched until day d was at risk on day d.
    atRisk -= through + (censored.get(day) ?? 0);
  }
  return null;
}
