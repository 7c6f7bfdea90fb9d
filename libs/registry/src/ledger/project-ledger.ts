import {
  commandHashOf,
  EventIdReused,
  KEYS,
  WrongExpectedRevision,
  type CommandMetadata,
  type EventStore,
} from '@milepost/event-store';
import {
  catalogueOn,
  dayIn,
  decideInTurn,
  evolve,
  notices,
  projectStream,
  refuse,
  timeZoneOf,
  type Catalogue,
  type Clock,
  type DecisionContext,
  type Decision,
  type History,
  type NewEvent,
  type Notice,
  type ProjectCommand,
  type RecordedEvent,
  type RecordedProjectEvent,
} from '@milepost/lifecycle';
import { v4 as randomId, v5 as namedId } from 'uuid';

import type { IntegrityBasisReader } from './integrity-basis-reader';
import { NOBODY, type People } from './people';
import type { RulebookReader } from './rulebook-reader';

/** Of writers at once one gets through per round, so this many can change one project in the same moment. */
const MAX_TRIES = 20;

export interface ExecuteRequest {
  readonly projectId: string;
  /** The commands, or what makes them from the history that they are decided on. All are accepted together, or none. */
  readonly commands:
    readonly ProjectCommand[] | ((history: History | undefined, context: DecisionContext) => readonly ProjectCommand[]);
  /** The catalogue that a new project is to follow. */
  readonly catalogue?: string;
  readonly metadata: CommandMetadata;
  /** The same key again answers as the first time and writes nothing. */
  readonly idempotencyKey?: string;
  /** Refuse unless the project is at this revision. */
  readonly ifRevision?: number;
}

export interface Executed {
  readonly accepted: true;
  readonly history: History;
  /** Position of the last event written; of the project's last event when nothing was to be written. */
  readonly position: string;
  /** Events written by this request (or by its first try). */
  readonly written: number;
  readonly warnings: readonly Notice[];
  readonly repeated: boolean;
}

export interface NotExecuted {
  readonly accepted: false;
  readonly errors: readonly Notice[];
}

export type Outcome = Executed | NotExecuted;

/**
 * The write side of projects: loads what is known, decides, appends at the revision that was decided on, and decides
 * anew when someone else was faster.
 */
export class ProjectLedger {
  constructor(
    private readonly store: EventStore,
    private readonly rules: RulebookReader,
    private readonly clock: Clock,
    private readonly people: People = NOBODY,
    /** Needed by those who explain flags. */
    private readonly integrity?: Pick<IntegrityBasisReader, 'basisOf'>,
  ) {}

  /** @throws EventStoreUnavailable when the store can't be reached; repeat with the same idempotency key */
  async execute(request: ExecuteRequest): Promise<Outcome> {
    // Ids are UUIDs, which callers may write in either case; streams are named in one.
    const named = { ...request, projectId: request.projectId.toLowerCase() };
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      try {
        const outcome = await this.attempt(named);
        if (outcome !== null) return outcome;
      } catch (error) {
        // Of a key used twice at once, one request got through: the next look finds which.
        if (!(error instanceof WrongExpectedRevision || error instanceof EventIdReused)) throw error;
      }
    }
    return { accepted: false, errors: [notices.conflictPersists(null)] };
  }

  /** @returns `null` when the same key was used in the same moment, and what it was used for has to be looked up */
  private async attempt(request: ExecuteRequest): Promise<Outcome | null> {
    const { projectId, ifRevision } = request;
    const stream = projectStream(projectId);
    const events = (await this.store.readStream(stream)) as RecordedProjectEvent[];
    const commandHash = request.idempotencyKey === undefined ? undefined : hashOf(request);
    const repeated = repeatOf(request, events, commandHash);
    if (repeated !== null) return repeated;
    const history = fold(events);
    if (ifRevision !== undefined && ifRevision !== (history?.revision ?? -1)) {
      const actual = history?.revision ?? -1;
      return { accepted: false, errors: [notices.revisionStale('ifRevision', { expected: ifRevision, actual })] };
    }
    const decision = await this.decide(request, history);
    if (!decision.accepted) return decision;
    if (decision.facts.length === 0) return unchanged(request, history, decision.warnings);
    const written = decision.facts.map((fact, index): NewEvent => ({
      id: idOf(request, index),
      ...fact,
      metadata: { ...request.metadata, ...(commandHash !== undefined && { commandHash }) },
    }));
    const appended = await this.store.append(stream, history === undefined ? 'none' : history.revision, written);
    // Without a key the ids are this attempt's own: the store merely lost its first answer. With one, look who it was.
    if (appended.repeated && request.idempotencyKey !== undefined) return null;
    const recorded = written.map((event, index) => ({
      ...event,
      stream,
      revision: appended.revision - written.length + 1 + index,
      position: appended.position,
      recordedAt: appended.recordedAt,
    })) as RecordedEvent[] as RecordedProjectEvent[];
    const now = recorded.reduce<History | undefined>(evolve, history) as History;
    const { warnings } = decision;
    const { position } = appended;
    return { accepted: true, history: now, position, written: written.length, warnings, repeated: false };
  }

  private async decide(request: ExecuteRequest, history: History | undefined): Promise<Decision> {
    const { projectId, commands } = request;
    const code = history?.registration.catalogue.code ?? request.catalogue;
    if (code === undefined) return refuse(notices.projectUnknown('projectId', { id: projectId }));
    const book = await this.rules.withCatalogue(code);
    const timeZone = timeZoneOf(book, code);
    if (timeZone === undefined) return refuse(notices.catalogueUnknown('catalogue', { catalogue: code }));
    const today = dayIn(timeZone, this.clock.now());
    const context = { today, catalogue: catalogueOn(book, code, today) as Catalogue };
    const list = typeof commands === 'function' ? commands(history, context) : commands;
    return decideInTurn(list, projectId, history, { ...context, ...(await this.contextOf(list, history)) });
  }

  /** What only some commands have to know, looked up for those. */
  private async contextOf(
    list: readonly ProjectCommand[],
    history: History | undefined,
  ): Promise<Partial<DecisionContext>> {
    const named = list.flatMap((command) => ('person' in command && command.person ? [command.person] : []));
    const explains = list.some(({ type }) => type === 'explainFlag');
    return {
      ...(named.length > 0 && { persons: await this.people.standingsOf(named) }),
      ...(explains && this.integrity && { integrity: await this.integrity.basisOf(history) }),
    };
  }
}

const fold = (events: readonly RecordedProjectEvent[]): History | undefined =>
  events.reduce<History | undefined>(evolve, undefined);

function hashOf({ projectId, commands, ifRevision, catalogue }: ExecuteRequest): string {
  if (typeof commands === 'function')
    throw new TypeError('an idempotency key needs commands that are known beforehand');
  return commandHashOf({ projectId, commands, ifRevision, catalogue });
}

function idOf({ idempotencyKey, projectId }: ExecuteRequest, index: number): string {
  return idempotencyKey === undefined ? randomId() : namedId(`${projectId}/${idempotencyKey}/${index}`, KEYS);
}

/** The answer to a request that was carried out before, `null` for a new one. */
function repeatOf(
  request: ExecuteRequest,
  events: readonly RecordedProjectEvent[],
  commandHash: string | undefined,
): Outcome | null {
  if (request.idempotencyKey === undefined) return null;
  const first = events.findIndex((event) => event.id === idOf(request, 0));
  const found = events[first];
  if (found === undefined) return null;
  if (found.metadata.commandHash !== commandHash) {
    return { accepted: false, errors: [notices.idempotencyKeyReused('idempotencyKey')] };
  }
  let last = first;
  while (events[last + 1]?.id === idOf(request, last + 1 - first)) last += 1;
  const history = fold(events.slice(0, last + 1)) as History;
  const position = events[last]?.position ?? found.position;
  return { accepted: true, history, position, written: last - first + 1, warnings: [], repeated: true };
}

function unchanged(request: ExecuteRequest, history: History | undefined, warnings: readonly Notice[]): Outcome {
  if (history === undefined) {
    return { accepted: false, errors: [notices.projectUnknown('projectId', { id: request.projectId })] };
  }
  return { accepted: true, history, position: history.position, written: 0, warnings, repeated: false };
}
