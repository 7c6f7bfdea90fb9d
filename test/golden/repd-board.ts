import type { ReferencePair } from './repd';

/** The board of the register's pairs on a day, as known at an instant. */
export const REPD_BOARD = `query ($on: CalendarDate!, $knownAt: Instant, $atLeast: Position) {
  bottlenecks(ruleset: "repd-pairs", asOf: { on: $on, knownAt: $knownAt }, atLeast: $atLeast) {
    total
    buckets {
      bottleneck { code } open green yellow red skipped ended suspended longestDays dwell { count negative p50 p90 }
    }
    groups(by: DISTRICT) { key buckets { bottleneck { code } open skipped ended suspended } }
  }
}`;

interface Places {
  readonly bottleneck: { readonly code: string };
  readonly open: number;
  readonly suspended: number;
  readonly skipped: number;
  readonly ended: number;
}

export interface RepdBucket extends Places {
  readonly longestDays: number | null;
  readonly dwell: {
    readonly count: number;
    readonly negative: number;
    readonly p50: number | null;
    readonly p90: number | null;
  };
}

export interface RepdBoard {
  readonly buckets: readonly RepdBucket[];
  readonly groups: readonly { readonly key: string; readonly buckets: readonly Places[] }[];
}

// The reference's variants: those still live, those that passed nothing by, and all that wait for it.
const live = ({ open, suspended }: Places) => open + suspended;
const notBeyond = (places: Places) => live(places) + places.ended;
const raw = (places: Places) => notBeyond(places) + places.skipped;

function topRegions({ groups }: RepdBoard, code: string, count: (places: Places) => number) {
  return groups
    .map(({ key, buckets }) => {
      const own = buckets.find(({ bottleneck }) => bottleneck.code === code);
      return [key, own === undefined ? 0 : count(own)] as const;
    })
    .filter(([, cases]) => cases > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 5);
}

/** A board's figures as they are compared, one row per pair. */
export function ours(board: RepdBoard) {
  return board.buckets.map((bucket) => {
    const { bottleneck, longestDays, dwell } = bucket;
    const top = (count: (places: Places) => number) => topRegions(board, bottleneck.code, count);
    return {
      live: live(bucket),
      not_beyond: notBeyond(bucket),
      raw: raw(bucket),
      longest: longestDays,
      ...dwell,
      regions: { live: top(live), not_beyond: top(notBeyond), raw: top(raw) },
    };
  });
}

/** The same of the reference. */
export function theirs(pairs: readonly ReferencePair[]) {
  return pairs.map(({ stuck, dwell, age, top5_regions }) => {
    const { live: liveRegions, not_beyond, raw: rawRegions } = top5_regions;
    return {
      live: stuck.live,
      not_beyond: stuck.not_beyond,
      raw: stuck.raw,
      longest: age.live.max ?? null,
      count: dwell.n_both,
      negative: dwell.n_negative,
      p50: dwell.nonneg_p50_disc ?? null,
      p90: dwell.nonneg_p90_disc ?? null,
      regions: { live: liveRegions, not_beyond, raw: rawRegions },
    };
  });
}
