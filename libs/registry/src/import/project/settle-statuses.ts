import type { Catalogue, Day, StatusKind } from '@milepost/lifecycle';
import { milestoneOf } from '@milepost/lifecycle';
import type { DesiredMilestone, DesiredStatus } from './desired-project';

type Turn = { readonly on: Day; readonly order: 0 | 1 | 2 | 3 } & (
  { readonly status: DesiredStatus } | { readonly exit: boolean }
);

const STOPS: readonly StatusKind[] = ['resumed', 'reinstated'];

/** What holds of a project between two dates. */
interface Standing {
  paused: boolean;
  terminated: boolean;
  out: boolean;
}

/** Whether a change makes a difference; when it does, it is made. */
function take(standing: Standing, to: StatusKind): boolean {
  const ended = standing.terminated || standing.out;
  switch (to) {
    case 'suspended':
      if (ended || standing.paused) return false;
      standing.paused = true;
      return true;
    case 'resumed':
      if (!standing.paused) return false;
      standing.paused = false;
      return true;
    case 'terminated':
      if (ended) return false;
      standing.terminated = true;
      return true;
    case 'reinstated':
      if (!ended) return false;
      standing.terminated = standing.out = false;
      return true;
  }
}

/**
 * Divides a register's changes of status into those that make a difference and those that don't: a second suspension
 * before the first has ended, a resumption of what was not suspended. Registers are full of them.
 */
export function settleStatuses(
  statuses: readonly DesiredStatus[],
  milestones: readonly DesiredMilestone[],
  catalogue: Catalogue,
): { kept: DesiredStatus[]; dropped: DesiredStatus[] } {
  const kept: DesiredStatus[] = [];
  const dropped: DesiredStatus[] = [];
  if (statuses.length === 0) return { kept, dropped };
  // Of the same day: out, a step back in, then what starts, then what stops, which wins. So do the domain's intervals.
  const turns: Turn[] = [
    ...milestones.map(({ on, milestone }): Turn => {
      const exit = milestoneOf(catalogue, milestone)?.exit === true;
      return { on, order: exit ? 0 : 1, exit };
    }),
    ...statuses.map((status): Turn => ({ on: status.on, order: STOPS.includes(status.to) ? 3 : 2, status })),
  ];
  turns.sort((a, b) => (a.on === b.on ? a.order - b.order : a.on < b.on ? -1 : 1));
  const standing: Standing = { paused: false, terminated: false, out: false };
  for (const turn of turns) {
    if ('exit' in turn) standing.out = turn.exit;
    else (take(standing, turn.status.to) ? kept : dropped).push(turn.status);
  }
  return { kept, dropped };
}
