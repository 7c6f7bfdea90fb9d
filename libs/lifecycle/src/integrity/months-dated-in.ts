import { monthOf } from '../calendar/month';
import type { Month } from '../events/integrity-event';
import { isMilestone, type History } from '../project/history';

/** The months that a project's milestones are dated in, or were before a correction: reports of others are no matter. */
export function monthsDatedIn({ facts }: History): Month[] {
  const days = facts.filter(isMilestone).flatMap(({ on, earlier = [] }) => [on, ...earlier.map((each) => each.on)]);
  return [...new Set(days.map(monthOf))].sort();
}
