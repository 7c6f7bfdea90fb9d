import {
  catalogueOn,
  dayStart,
  milestoneOf,
  type Catalogue,
  type Day,
  type EvidenceDocument,
  type Fact,
  type Label,
  type RecordedProjectEvent,
} from '@milepost/lifecycle';
import type { ExportState, SelectedProject } from '../selected-projects';
import { ACTIVITIES, named, type Transition } from './activity';
import type { Attribute } from './attribute';

/** An event of a log, before it is written. */
export interface LogEvent {
  readonly activity: string;
  readonly label: Label;
  readonly transition: Transition;
  /** When it happened, with offset. */
  readonly at: string;
  readonly event: RecordedProjectEvent;
  readonly attributes: readonly Attribute[];
}

/** Whether a log shows every event as recorded, or what is in force as it stands after corrections. */
export type LogView = 'recorded' | 'in-force';

/** The log events of a project by the time at which they happened; what was recorded first comes first. */
export function logEvents(project: SelectedProject, { book, asOf }: ExportState, view: LogView): LogEvent[] {
  const { history, selected } = project;
  const catalogue = catalogueOn(book, history.registration.catalogue.code, asOf.on);
  const facts = new Map(history.facts.map((fact) => [fact.id, fact]));
  const events = selected.flatMap((event) => {
    const fact = facts.get(event.id);
    // What strikes an issue off the ledger is no fact of its own: it stands as long as the issue does.
    const stands = fact !== undefined || (event.type === 'issue.resolved.v1' && facts.has(event.data.target));
    if (view === 'recorded') return logged(event, undefined, catalogue, stands);
    const shown = stands || event.type === 'project.registered.v1';
    return shown ? logged(event, fact, catalogue, true) : [];
  });
  const times = new Map(events.map((event) => [event, Date.parse(event.at)]));
  return events.sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0) || a.event.revision - b.event.revision);
}

/**
 * One event as it is logged: several for a commitment on several milestones.
 * @param fact what it states as it stands now; as it was recorded, without it
 */
function logged(
  event: RecordedProjectEvent,
  fact: Fact | undefined,
  catalogue: Catalogue | undefined,
  inForce: boolean,
): LogEvent[] {
  const kind = ACTIVITIES[event.type];
  const on = fact !== undefined && 'on' in fact ? fact.on : happenedOn(event);
  const timeZone = catalogue?.timeZone ?? 'UTC';
  const at = on === null ? event.recordedAt : dayStart(timeZone, on);
  const common: readonly Attribute[] = isCorrection(event) ? [] : [['boolean', 'inForce', inForce]];
  const of = (code: string, attributes: readonly Attribute[]): LogEvent => {
    const label = catalogue && milestoneOf(catalogue, code)?.label;
    const { transition } = kind;
    return {
      ...named(kind, { code, label: label ?? { zh: code, en: code } }),
      transition,
      at,
      event,
      attributes: [...attributes, ...common],
    };
  };
  if (event.type !== 'schedule.committed.v1') {
    return [of('milestone' in event.data ? (event.data.milestone ?? '') : '', attributesOf(event, fact, timeZone))];
  }
  const { targets, reason } = event.data;
  return Object.entries(targets).map(([code, due]) =>
    of(code, [
      ['string', 'milestone', code],
      ['date', 'dueOn', dayStart(timeZone, due)],
      ['string', 'reason', reason],
    ]),
  );
}

const isCorrection = ({ type }: RecordedProjectEvent): boolean => /\.(corrected|withdrawn)\./.test(type);

/**
 * The date in the world; `null` for what is a deed of recording, as a correction is: it happened when it was recorded.
 */
function happenedOn(event: RecordedProjectEvent): Day | null {
  switch (event.type) {
    case 'project.amended.v1':
      return event.data.effectiveOn;
    case 'milestone.reached.v1':
      return event.data.occurredOn;
    case 'milestone.not-applicable.v1':
      return event.data.decidedOn;
    case 'schedule.committed.v1':
      return event.data.committedOn;
    case 'project.suspended.v1':
    case 'project.resumed.v1':
    case 'project.terminated.v1':
    case 'project.reinstated.v1':
    case 'project.transferred.v1':
      return event.data.since;
    case 'responsibility.assigned.v1':
      return event.data.from;
    case 'issue.raised.v1':
      return event.data.raisedOn;
    case 'issue.resolved.v1':
      return event.data.resolvedOn;
    default:
      return null;
  }
}

function attributesOf(event: RecordedProjectEvent, fact: Fact | undefined, timeZone: string): Attribute[] {
  const { data } = event;
  const attributes: Attribute[] = [];
  if ('milestone' in data) attributes.push(['string', 'milestone', data.milestone ?? undefined]);
  if ('target' in data) attributes.push(['id', 'target', data.target]);
  if ('reason' in data) attributes.push(['string', 'reason', data.reason]);
  switch (event.type) {
    case 'milestone.reached.v1': {
      const document = fact?.kind === 'milestone' ? fact.document : event.data.document;
      attributes.push(['string', 'note', event.data.note], ...documentAttributes(document));
      break;
    }
    case 'milestone.corrected.v1':
      attributes.push(['string', 'correctedTo', event.data.occurredOn], ...documentAttributes(event.data.document));
      break;
    case 'status.corrected.v1':
      attributes.push(['string', 'correctedTo', event.data.since]);
      break;
    case 'milestone.not-applicable.v1':
      attributes.push(['string', 'approver', event.data.approver]);
      break;
    case 'project.code-assigned.v1':
      attributes.push(['string', 'code', event.data.code]);
      break;
    case 'project.amended.v1':
      attributes.push(['string', 'changes', JSON.stringify(event.data.changes)]);
      break;
    case 'project.transferred.v1':
      attributes.push(['string', 'district', event.data.district]);
      break;
    case 'responsibility.assigned.v1':
      attributes.push(['string', 'role', event.data.role], ['string', 'assignee', event.data.assignee]);
      break;
    case 'issue.raised.v1':
      attributes.push(['string', 'title', event.data.title], ['string', 'bureau', event.data.bureau]);
      if (event.data.dueOn !== null) attributes.push(['date', 'dueOn', dayStart(timeZone, event.data.dueOn)]);
      break;
    case 'issue.resolved.v1':
      attributes.push(['string', 'resolution', event.data.resolution]);
      break;
    default:
  }
  if (fact?.correctedAt !== undefined) attributes.push(['date', 'correctedAt', fact.correctedAt]);
  return attributes;
}

function documentAttributes(document: EvidenceDocument | undefined): Attribute[] {
  return [
    ['string', 'documentNumber', document?.number],
    ['string', 'documentIssuer', document?.issuer],
    ['string', 'documentIssuedOn', document?.issuedOn],
    ['string', 'documentSha256', document?.sha256],
  ];
}
