import type { StatusKind } from '@milepost/lifecycle';
import type { Mapping } from '../mapping/mapping';
import type { Scope } from './desired-project';

function statusesOf({ course, missing }: Mapping): StatusKind[] {
  const mapped =
    course.format === 'wide'
      ? course.statuses.map((status) => status.to)
      : [...course.meanings.values()].flatMap((meaning) => ('status' in meaning ? [meaning.status] : []));
  // A project that comes back is no longer ended by its absence.
  return [...new Set<StatusKind>([...mapped, ...(missing === 'terminate' ? (['terminated'] as const) : [])])];
}

/** What the register that a mapping describes speaks of. */
export function scopeOf(mapping: Mapping): Scope {
  const { course } = mapping;
  const milestones =
    course.format === 'wide'
      ? course.milestones.map(({ milestone }) => milestone)
      : [...course.meanings.values()].flatMap((meaning) => ('milestone' in meaning ? [meaning.milestone] : []));
  return {
    milestones: [...new Set(milestones)],
    statuses: statusesOf(mapping),
    repeats: course.format === 'wide' ? 'first' : course.repeats,
  };
}

/** The scope without some milestones and changes of status, which an edition names and yet says nothing readable of. */
export function without(scope: Scope, unread: ReadonlySet<string>): Scope {
  if (unread.size === 0) return scope;
  return {
    ...scope,
    milestones: scope.milestones.filter((milestone) => !unread.has(milestone)),
    statuses: scope.statuses.filter((status) => !unread.has(status)),
  };
}
