import { milestoneOf, type Catalogue } from '../catalogue/catalogue';
import { addMonths, dayNumber, FOREVER, type DayNumber } from '../calendar/day';
import type { CommitmentFact, History, MilestoneFact, StatusKind } from './history';
import { intervals, type Dated, type Interval } from './intervals';

/** A milestone's statement with its dates reckoned. */
export interface Passage {
  readonly fact: MilestoneFact;
  readonly on: DayNumber;
  /** Last day on which it counts by itself. */
  readonly validUntil: DayNumber;
}

/** A history in the form in which it is asked about days: dates as numbers, sorted, by milestone and by status. */
export interface Course {
  readonly catalogue: Catalogue;
  /** Passages of each milestone, earliest first. */
  readonly passages: ReadonlyMap<string, readonly Passage[]>;
  /** The earliest date from which a milestone was decided not to apply. */
  readonly notApplicableFrom: ReadonlyMap<string, DayNumber>;
  /** Earliest first; of the same day, earlier stated first. */
  readonly commitments: readonly { readonly on: DayNumber; readonly fact: CommitmentFact }[];
  /** When the project was paused, was terminated, or had gone out by an exit milestone; each earliest first. */
  readonly pauses: readonly Interval[];
  readonly terminations: readonly Interval[];
  readonly exits: readonly Interval[];
}

function validUntilOf(fact: MilestoneFact, on: DayNumber, catalogue: Catalogue): DayNumber {
  if (fact.validUntil !== undefined) return dayNumber(fact.validUntil);
  const months = milestoneOf(catalogue, fact.milestone)?.validMonths;
  return months === undefined ? FOREVER : addMonths(on, months);
}

export function courseOf(history: History, catalogue: Catalogue): Course {
  const passages = new Map<string, Passage[]>();
  const notApplicableFrom = new Map<string, DayNumber>();
  const commitments: { on: DayNumber; fact: CommitmentFact }[] = [];
  const statuses: Record<StatusKind, Dated[]> = { suspended: [], resumed: [], terminated: [], reinstated: [] };
  const exits: Passage[] = [];
  const steps: Passage[] = [];
  for (const fact of history.facts) {
    switch (fact.kind) {
      case 'milestone': {
        const on = dayNumber(fact.on);
        const passage = { fact, on, validUntil: validUntilOf(fact, on, catalogue) };
        const known = passages.get(fact.milestone);
        if (known === undefined) passages.set(fact.milestone, [passage]);
        else known.push(passage);
        (milestoneOf(catalogue, fact.milestone)?.exit === true ? exits : steps).push(passage);
        break;
      }
      case 'not-applicable': {
        const on = dayNumber(fact.on);
        notApplicableFrom.set(fact.milestone, Math.min(on, notApplicableFrom.get(fact.milestone) ?? FOREVER));
        break;
      }
      case 'commitment':
        commitments.push({ on: dayNumber(fact.on), fact });
        break;
      case 'suspended':
      case 'resumed':
      case 'terminated':
      case 'reinstated':
        statuses[fact.kind].push({ on: dayNumber(fact.on), fact });
        break;
      default:
    }
  }
  for (const list of passages.values()) if (list.length > 1) list.sort((a, b) => a.on - b.on);
  // The sort is stable: of two commitments of one day, the later stated one comes last and wins.
  commitments.sort((a, b) => a.on - b.on);
  for (const list of [exits, steps, ...Object.values(statuses)]) list.sort((a, b) => a.on - b.on);
  return {
    catalogue,
    passages,
    notApplicableFrom,
    commitments,
    pauses: intervals(statuses.suspended, statuses.resumed),
    terminations: intervals(statuses.terminated, statuses.reinstated),
    exits:
      exits.length === 0
        ? []
        : intervals(
            exits,
            [...steps, ...statuses.reinstated].sort((a, b) => a.on - b.on),
          ),
  };
}

/** The first passage of a milestone on or before a day, whether it still counts or not. */
export function firstPassage(course: Course, milestone: string, on: DayNumber): Passage | undefined {
  const first = course.passages.get(milestone)?.[0];
  return first !== undefined && first.on <= on ? first : undefined;
}

/** The date committed for a milestone, as of a day: the latest commitment that names it. */
export function committedFor(course: Course, milestone: string, on: DayNumber): DayNumber | undefined {
  const commitment = course.commitments.findLast((c) => c.on <= on && c.fact.targets[milestone] !== undefined);
  const target = commitment?.fact.targets[milestone];
  return target === undefined ? undefined : dayNumber(target);
}
