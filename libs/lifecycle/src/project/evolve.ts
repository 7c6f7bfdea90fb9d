import { lastDayOf } from '../calendar/month';
import type { MilestoneCorrected, RecordedProjectEvent } from '../events/lifecycle-event';
import type { RecordedEvent } from '../events/envelope';
import type { Fact, History, MilestoneFact } from './history';

/** Raised when an event does not fit the history before it: a damaged stream, or one written by a newer version. */
export class UnfoldableEvent extends Error {
  override readonly name = 'UnfoldableEvent';
  constructor(
    readonly eventId: string,
    message: string,
  ) {
    super(`event ${eventId}: ${message}`);
  }
}

/** The fact that an event states, or `null` when it registers the project or changes an earlier fact. */
function factOf(event: RecordedProjectEvent): Fact | null {
  const { id, revision, recordedAt } = event;
  const { source } = event.metadata;
  // Literals, not spreads: this runs for every event of a rebuild.
  switch (event.type) {
    case 'project.amended.v1': {
      const { effectiveOn: on, changes } = event.data;
      return { id, revision, recordedAt, source, kind: 'profile', on, changes };
    }
    case 'project.code-assigned.v1':
      return { id, revision, recordedAt, source, kind: 'code', code: event.data.code };
    case 'milestone.reached.v1': {
      const { milestone, occurredOn: on, document, validUntil, note } = event.data;
      const fact: Writable<MilestoneFact> = { id, revision, recordedAt, source, kind: 'milestone', milestone, on };
      if (document) fact.document = document;
      if (validUntil) fact.validUntil = validUntil;
      if (note) fact.note = note;
      return fact;
    }
    case 'milestone.not-applicable.v1': {
      const { milestone, decidedOn: on, reason, approver } = event.data;
      return { id, revision, recordedAt, source, kind: 'not-applicable', milestone, on, reason, approver };
    }
    case 'schedule.committed.v1': {
      const { targets, committedOn: on, reason } = event.data;
      return { id, revision, recordedAt, source, kind: 'commitment', on, targets, reason };
    }
    case 'project.suspended.v1':
    case 'project.resumed.v1':
    case 'project.terminated.v1':
    case 'project.reinstated.v1': {
      const { since: on, reason } = event.data;
      return { id, revision, recordedAt, source, kind: STATUS_OF[event.type], on, reason };
    }
    case 'project.transferred.v1': {
      const { since: on, district, reason } = event.data;
      return { id, revision, recordedAt, source, kind: 'transferred', on, district, reason };
    }
    case 'responsibility.assigned.v1': {
      const { role, assignee, from: on, person } = event.data;
      if (person) return { id, revision, recordedAt, source, kind: 'responsibility', on, role, assignee, person };
      return { id, revision, recordedAt, source, kind: 'responsibility', on, role, assignee };
    }
    case 'investment.reported.v1': {
      const { month, amount, cumulative, progressPercent, progress } = event.data;
      const on = lastDayOf(month);
      return {
        ...{ id, revision, recordedAt, source, kind: 'investment', on, month, amount, cumulative },
        ...(progressPercent !== undefined && { progressPercent }),
        ...(progress !== undefined && { progress }),
      };
    }
    case 'flag.explained.v1': {
      const { rule, events, explanation, bureau } = event.data;
      if (explanation === null) return null;
      return { id, revision, recordedAt, source, kind: 'explanation', on: null, rule, events, explanation, bureau };
    }
    case 'issue.raised.v1': {
      const { title, milestone, bureau, raisedOn: on, dueOn } = event.data;
      return { id, revision, recordedAt, source, kind: 'issue', on, title, milestone, bureau, dueOn };
    }
    case 'issue.resolved.v1':
    case 'project.registered.v1':
    case 'milestone.corrected.v1':
    case 'milestone.withdrawn.v1':
    case 'status.corrected.v1':
    case 'status.withdrawn.v1':
      return null;
    default:
      throw new UnfoldableEvent(
        (event as RecordedEvent).id,
        `its type ${(event as RecordedEvent).type} is unknown here`,
      );
  }
}

const STATUS_OF = {
  'project.suspended.v1': 'suspended',
  'project.resumed.v1': 'resumed',
  'project.terminated.v1': 'terminated',
  'project.reinstated.v1': 'reinstated',
} as const;

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

function replace(
  facts: readonly Fact[],
  event: RecordedEvent,
  target: string,
  by: (fact: Fact) => Fact | null,
): Fact[] {
  const index = facts.findIndex((fact) => fact.id === target);
  const found = facts[index];
  if (found === undefined) throw new UnfoldableEvent(event.id, `its target ${target} is not in force`);
  const changed = by(found);
  return changed === null ? facts.toSpliced(index, 1) : facts.with(index, changed);
}

function corrected<F extends Fact & { on: string }>(fact: F, event: RecordedEvent, on: string): F {
  const replaced = { replacedBy: event.id, replacedAt: event.recordedAt };
  const earlier = [...(fact.earlier ?? []), { on: fact.on, source: fact.source, ...replaced }];
  return { ...fact, on, source: event.metadata.source, correctedAt: event.recordedAt, earlier };
}

/** A file whose place another one takes, or none, is remembered: its hash was evidence. */
function replacedFiles({ document, replacedFiles: before = [] }: MilestoneFact, event: RecordedEvent) {
  const { sha256, number } = document ?? {};
  const { document: next } = event.data as MilestoneCorrected;
  if (sha256 === undefined || sha256 === next?.sha256) return {};
  const replaced = { replacedBy: event.id, replacedAt: event.recordedAt };
  return { replacedFiles: [...before, { sha256, ...(number !== undefined && { number }), ...replaced }] };
}

/** Whether a report of the same month, or an answer to the same question, takes the place of a fact. */
function isReplaced(fact: Fact, event: RecordedProjectEvent): boolean {
  if (event.type === 'investment.reported.v1') return fact.kind === 'investment' && fact.month === event.data.month;
  if (event.type !== 'flag.explained.v1' || fact.kind !== 'explanation') return false;
  const { rule, events } = event.data;
  return fact.rule === rule && fact.events.length === events.length && fact.events.every((id) => events.includes(id));
}

function factsAfter(facts: readonly Fact[], event: RecordedProjectEvent): readonly Fact[] {
  switch (event.type) {
    case 'milestone.corrected.v1':
      return replace(facts, event, event.data.target, (fact) => {
        if (fact.kind !== 'milestone') throw new UnfoldableEvent(event.id, 'its target is no milestone');
        const { validUntil: before, ...rest } = corrected(fact, event, event.data.occurredOn);
        const validUntil = event.data.validUntil === undefined ? before : event.data.validUntil;
        return {
          ...rest,
          ...(event.data.document && { document: event.data.document, ...replacedFiles(fact, event) }),
          ...(validUntil && { validUntil }),
        };
      });
    case 'status.corrected.v1':
      return replace(facts, event, event.data.target, (fact) => {
        if (!('on' in fact) || fact.on === null) throw new UnfoldableEvent(event.id, 'its target has no date');
        return corrected(fact as Fact & { on: string }, event, event.data.since);
      });
    case 'issue.resolved.v1':
      return replace(facts, event, event.data.target, (fact) => {
        if (fact.kind !== 'issue') throw new UnfoldableEvent(event.id, 'its target is no issue');
        const { resolvedOn: on, resolution } = event.data;
        return { ...fact, resolved: { by: event.id, on, resolution } };
      });
    case 'milestone.withdrawn.v1':
    case 'status.withdrawn.v1':
      return replace(facts, event, event.data.target, () => null);
    case 'investment.reported.v1':
    case 'flag.explained.v1': {
      const fact = factOf(event);
      const others = facts.filter((each) => !isReplaced(each, event));
      return fact === null ? others : [...others, fact];
    }
    default: {
      const fact = factOf(event);
      return fact === null ? facts : [...facts, fact];
    }
  }
}

/**
 * Folds one event into what is known of its project.
 * @throws UnfoldableEvent when the event does not fit
 */
export function evolve(history: History | undefined, event: RecordedProjectEvent): History {
  if (event.type === 'project.registered.v1') {
    if (history !== undefined) throw new UnfoldableEvent(event.id, 'the project is registered already');
    return {
      projectId: event.stream.slice('project-'.length),
      revision: event.revision,
      position: event.position,
      registeredAt: event.recordedAt,
      registeredBy: event.id,
      registration: event.data,
      source: event.metadata.source,
      facts: [],
      withdrawn: [],
    };
  }
  if (history === undefined) throw new UnfoldableEvent(event.id, 'the project is not registered');
  const facts = factsAfter(history.facts, event);
  const gone = facts.length < history.facts.length ? history.facts.find((fact) => !facts.includes(fact)) : undefined;
  const withdrawn =
    gone === undefined ? history.withdrawn : [...history.withdrawn, { fact: gone, source: event.metadata.source }];
  const { projectId, registeredAt, registeredBy, registration, source } = history;
  const { revision, position } = event;
  return { projectId, revision, position, registeredAt, registeredBy, registration, source, facts, withdrawn };
}

/** What was known of a project at an instant: its events up to then, folded. `undefined` when it was unknown. */
export function historyAt(events: readonly RecordedProjectEvent[], knownAt: string | null): History | undefined {
  let history: History | undefined;
  for (const event of events) {
    if (knownAt !== null && event.recordedAt > knownAt) break;
    history = evolve(history, event);
  }
  return history;
}
