import type { Label } from '../notices';

export interface CodedLabel {
  readonly code: string;
  readonly label: Label;
}

/** A class of projects by total investment. */
export interface SizeTier extends CodedLabel {
  /** Lowest total investment of the tier, exact yuan, inclusive. */
  readonly from: string;
}

export interface MilestoneDefinition extends CodedLabel {
  /** Milestones that come before it: a missing one is warned of, never refused. */
  readonly after: readonly string[];
  /** The bureau that records it. */
  readonly recorder: Label;
  /** What proves it. */
  readonly evidence?: Label;
  /** How long the approval stays valid, in months; for ever when absent. */
  readonly validMonths?: number;
  /** Kinds of project for which it does not apply. */
  readonly notApplicableTo?: readonly string[];
  /** Ends the project's way (refused, withdrawn, expired), until a later milestone that is no exit. */
  readonly exit?: boolean;
  /** Law, standard or practice that the definition rests on. */
  readonly source?: string;
}

/** A lifecycle as data: which milestones exist, in what order, who records them, what proves them. */
export interface Catalogue extends CodedLabel {
  readonly version: number;
  /** IANA zone in which its dates are reckoned. */
  readonly timeZone: string;
  readonly kinds: readonly CodedLabel[];
  readonly landModes: readonly CodedLabel[];
  /** Ascending by `from`. */
  readonly sizeTiers: readonly SizeTier[];
  /** In the order in which timelines show them. */
  readonly milestones: readonly MilestoneDefinition[];
}

const definitions = new WeakMap<Catalogue, ReadonlyMap<string, MilestoneDefinition>>();

export function milestoneOf(catalogue: Catalogue, code: string): MilestoneDefinition | undefined {
  let byCode = definitions.get(catalogue);
  if (byCode === undefined) {
    byCode = new Map(catalogue.milestones.map((milestone) => [milestone.code, milestone]));
    definitions.set(catalogue, byCode);
  }
  return byCode.get(code);
}

const withExits = new WeakMap<Catalogue, boolean>();

/** Whether a catalogue has milestones that end a project's way. */
export function hasExits(catalogue: Catalogue): boolean {
  let known = withExits.get(catalogue);
  if (known === undefined) {
    known = catalogue.milestones.some(({ exit }) => exit === true);
    withExits.set(catalogue, known);
  }
  return known;
}

const successors = new WeakMap<Catalogue, Map<string, readonly string[]>>();

/**
 * The milestones later in the lifecycle than `code`: those that come after it, directly or through others. Parallel
 * ones (EIA and land supply, say) are not later than each other, and an exit is later than nothing.
 */
export function laterThan(catalogue: Catalogue, code: string): readonly string[] {
  let known = successors.get(catalogue);
  if (known === undefined) successors.set(catalogue, (known = new Map<string, readonly string[]>()));
  const cached = known.get(code);
  if (cached !== undefined) return cached;
  const later = new Set<string>();
  const walk = (from: string): void => {
    for (const milestone of catalogue.milestones) {
      if (milestone.exit === true || later.has(milestone.code) || !milestone.after.includes(from)) continue;
      later.add(milestone.code);
      walk(milestone.code);
    }
  };
  walk(code);
  const result = catalogue.milestones.filter((m) => later.has(m.code)).map((m) => m.code);
  known.set(code, result);
  return result;
}
