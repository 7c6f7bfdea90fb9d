import { sumYuan, ZERO_YUAN, type Yuan } from '../money';
import type { CaseState, Light } from './case';
import { countOf, kaplanMeierMedian, percentile } from './distribution';

/** Cases that are alike in all that a board counts. */
export interface Tally {
  readonly state: CaseState;
  /** Only for open cases. */
  readonly light: Light | null;
  /**
   * Open and suspended: days from the start of the clock to the day asked for. Passed: the dwell. Ended: days from the
   * start of the clock to the end. Skipped: without meaning.
   */
  readonly days: number;
  readonly count: number;
  /** Total investment of these cases, exact yuan; unknown totals count as zero. */
  readonly investment: string;
}

export interface Dwell {
  /** Cases that got through, negative ones included. */
  readonly count: number;
  /** Those whose awaited milestone came before the start of the clock; left out of the figures below. */
  readonly negative: number;
  /** Nearest-rank percentiles in days. */
  readonly p50: number | null;
  readonly p90: number | null;
  readonly kaplanMeierMedian: number | null;
}

export interface BottleneckFigures {
  readonly open: number;
  readonly green: number;
  readonly yellow: number;
  readonly red: number;
  readonly skipped: number;
  readonly ended: number;
  readonly suspended: number;
  /** Total investment of the open cases, exact yuan. */
  readonly investmentHeldUp: string;
  /** Longest wait among the open cases, in days since the start of the clock. */
  readonly longestDays: number | null;
  readonly dwell: Dwell;
}

function add(durations: Map<number, number>, days: number, count: number): void {
  durations.set(days, (durations.get(days) ?? 0) + count);
}

/** The figures of one bottleneck (or of one group in it) from its tallied cases. */
export function bottleneckFigures(tallies: Iterable<Tally>): BottleneckFigures {
  const places = { open: 0, skipped: 0, ended: 0, suspended: 0, passed: 0 };
  const lights = { green: 0, yellow: 0, red: 0 };
  const reached = new Map<number, number>();
  const censored = new Map<number, number>();
  const held: Yuan[] = [];
  let longestDays: number | null = null;
  let negative = 0;
  for (const { state, light, days, count, investment } of tallies) {
    places[state] += count;
    if (state === 'open') {
      if (light !== null) lights[light] += count;
      held.push(investment as Yuan);
      longestDays = Math.max(days, longestDays ?? days);
    }
    if (state === 'passed') {
      if (days < 0) negative += count;
      else add(reached, days, count);
    } else if (state !== 'skipped') {
      // A skipped case got through on a day that nobody recorded: it says nothing about how long it took.
      add(censored, Math.max(0, days), count);
    }
  }
  const { passed: _passed, ...waiting } = places;
  return {
    ...waiting,
    ...lights,
    investmentHeldUp: held.length === 0 ? ZERO_YUAN : sumYuan(held),
    longestDays,
    dwell: {
      count: countOf(reached) + negative,
      negative,
      p50: percentile(reached, 0.5),
      p90: percentile(reached, 0.9),
      kaplanMeierMedian: kaplanMeierMedian(reached, censored),
    },
  };
}

/** Cases that wait: the rows of a board's ledger. */
export function waitingCount(figures: BottleneckFigures): number {
  return figures.open + figures.skipped + figures.ended + figures.suspended;
}
