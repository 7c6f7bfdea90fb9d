import type { DayNumber } from '../calendar/day';
import type { Catalogue } from '../catalogue/catalogue';
import { courseOf, type Course } from '../project/course';
import { isMilestone, type History, type InvestmentFact, type MilestoneFact } from '../project/history';
import { dayNumberIn } from './day-number-in';
import type { Publications } from './publications';

/** What a rule reads: a project as its dates stand in one version of the catalogue, with attributes that hold for a while. */
export interface Reading {
  readonly course: Course;
  /** The milestones that are held true, in the order in which they were stated. */
  readonly milestones: readonly MilestoneFact[];
  /** By month. */
  readonly investments: readonly InvestmentFact[];
  readonly kind: string;
  /** Exact decimal yuan. */
  readonly totalInvestment: string | null;
  readonly publications: Publications;
}

/** The day of an instant in the reading's time zone. */
export const dayOfInstant = ({ course }: Reading, instant: string): DayNumber =>
  dayNumberIn(course.catalogue.timeZone, instant);

/** The statements of the milestones named, or of all where none are. */
export function milestoneFacts({ milestones }: Reading, named?: readonly string[]): readonly MilestoneFact[] {
  return named === undefined ? milestones : milestones.filter(({ milestone }) => named.includes(milestone));
}

/** A history read with a version of the catalogue; the attributes are those of the days that are asked about. */
export function readingOf(
  history: History,
  catalogue: Catalogue,
  publications: Publications,
  { kind, totalInvestment }: Pick<Reading, 'kind' | 'totalInvestment'>,
): Reading {
  const milestones = history.facts.filter(isMilestone);
  const investments = history.facts.filter((fact): fact is InvestmentFact => fact.kind === 'investment');
  investments.sort((a, b) => (a.month < b.month ? -1 : 1));
  return { course: courseOf(history, catalogue), milestones, investments, publications, kind, totalInvestment };
}
