import type { EventStore } from '@milepost/event-store';
import {
  comparePositions,
  dayNumber,
  districtCovers,
  historyAt,
  profileOn,
  profilesBy,
  projectStream,
  rulebookAt,
  UnfoldableEvent,
  type AsOf,
  type History,
  type ProfileOnDay,
  type RecordedEvent,
  type RecordedProjectEvent,
  type RecordedRuleEvent,
  type Rulebook,
} from '@milepost/lifecycle';
import { RULE_STREAMS } from '@milepost/projection';
import { ExportError } from './export-error';
import { withinRecording, type Selection } from './selection';
import { projectStreams, streamsBeginning } from './streams';

/** The state of the store that an export shows: fixed when it begins, whatever is recorded meanwhile. */
export interface ExportState {
  readonly asOf: AsOf;
  /** Position of the last event that it may hold. */
  readonly upTo: string;
  readonly book: Rulebook;
}

/** A project of the selection. */
export interface SelectedProject {
  readonly history: History;
  /** Its attributes on the day. */
  readonly profile: ProfileOnDay;
  /** All its events known then, in order. */
  readonly events: readonly RecordedProjectEvent[];
  /** Those of them that the selection asks for; at least one. */
  readonly selected: readonly RecordedProjectEvent[];
}

/** Fixes the state that an export of the store is to show. */
export async function exportState(store: EventStore, asOf: AsOf): Promise<ExportState> {
  const upTo = asOf.knownAt === null ? await store.head() : await store.positionAt(asOf.knownAt);
  const rules: RecordedEvent[] = [];
  for (const prefix of RULE_STREAMS) {
    for await (const streams of streamsBeginning(store, upTo, prefix))
      for (const stream of streams) rules.push(...stream);
  }
  rules.sort((a, b) => comparePositions(a.position, b.position));
  return { asOf, upTo, book: rulebookAt(rules as RecordedRuleEvent[], null) };
}

/**
 * The projects of a selection one after the other, each read and folded when its turn comes: memory does not grow with
 * their number.
 * @throws ExportError for a project asked for that is unknown, and for one whose events can't be folded
 */
export async function* selectedProjects(
  store: EventStore,
  selection: Selection,
  state: ExportState,
): AsyncGenerator<SelectedProject> {
  const { projects } = selection;
  if (projects !== undefined) await assertKnown(store, projects, state.upTo);
  const all =
    projects === undefined
      ? streamsBeginning(store, state.upTo, projectStream(''))
      : projectStreams(store, state.upTo, [...new Set(projects)].sort());
  for await (const streams of all) {
    for (const events of streams) {
      const project = select(events as RecordedProjectEvent[], selection, state);
      if (project !== undefined) yield project;
    }
  }
}

async function assertKnown(store: EventStore, projects: readonly string[], upTo: string): Promise<void> {
  const known = new Set<string>();
  for await (const streams of projectStreams(store, upTo, projects)) {
    for (const [first] of streams) if (first !== undefined) known.add(first.stream);
  }
  const unknown = projects.filter((id) => !known.has(projectStream(id)));
  if (unknown.length > 0) throw new ExportError(`no such project was known then: ${unknown.join(', ')}`);
}

function select(
  events: readonly RecordedProjectEvent[],
  selection: Selection,
  { asOf, book }: ExportState,
): SelectedProject | undefined {
  const selected = events.filter(({ recordedAt }) => withinRecording(selection, recordedAt));
  if (selected.length === 0) return undefined;
  const history = fold(events);
  const profile = profileOn(profilesBy(book, history), dayNumber(asOf.on));
  const { districts } = selection;
  if (districts !== undefined && !districts.some((district) => districtCovers(district, profile.district))) return;
  return { history, profile, events, selected };
}

function fold(events: readonly RecordedProjectEvent[]): History {
  try {
    const history = historyAt(events, null);
    if (history !== undefined) return history;
  } catch (error) {
    if (!(error instanceof UnfoldableEvent)) throw error;
    throw new ExportError(`${events[0]?.stream}: ${error.message}; nothing is exported before that is mended`, {
      cause: error,
    });
  }
  throw new ExportError(`${events[0]?.stream} has no events`);
}
