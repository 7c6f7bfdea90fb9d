import {
  changedFacts,
  EMPTY_RULEBOOK,
  evolveRulebook,
  knownStates,
  projectIdOf,
  projectSpans,
  type Fact,
  type History,
  type ProjectSpan,
  type RecordedProjectEvent,
  type RecordedRuleEvent,
  type Rulebook,
} from '@milepost/lifecycle';
import {
  isRuleEvent,
  RULE_STREAMS,
  writeProjectSpans,
  writeRuleEvent,
  writeVersions,
  type Projection,
  type RowWriter,
} from '@milepost/projection';
import { createTables, FACT, HEAD, REGISTRATION, TABLES, TIMELINE } from './tables';

/** A state of a project with the spans reckoned from it. */
interface Reckoned {
  readonly history: History;
  readonly book: Rulebook;
  readonly spans: readonly ProjectSpan[];
}

// The runner hands the same object back for a project it remembers: its spans need not be reckoned twice.
const reckoned = new WeakMap<History, Reckoned>();

function reckon(history: History, book: Rulebook, earlier?: Reckoned): Reckoned {
  const known = reckoned.get(history);
  if (known?.book === book) return known;
  return { history, book, spans: projectSpans(history, book, earlier?.book === book ? earlier : undefined) };
}

function remember(state: Reckoned | undefined): void {
  if (state !== undefined) reckoned.set(state.history, state);
}

function writeFacts(rows: RowWriter, { projectId, facts }: History, before: readonly Fact[], at: string): void {
  const rowOf = (fact: Fact) => ({ project_id: projectId, fact_id: fact.id, revision: fact.revision, fact });
  const changed = changedFacts(before, facts);
  const isNow = (fact: Fact) => facts.includes(fact);
  writeVersions(
    changed.filter((fact) => !isNow(fact)),
    changed.filter(isNow),
    (a, b) => a.id === b.id,
    () => false,
    {
      open: (fact) => rows.open(FACT, rowOf(fact), at),
      replace: (fact) => rows.replace(FACT, rowOf(fact), at),
      close: (fact) => rows.close(FACT, [fact.id], at),
    },
  );
}

function writeHead(rows: RowWriter, history: History, before: History | undefined, at: string): void {
  const { projectId, revision, position } = history;
  if (before === undefined) {
    const { registeredAt, registeredBy, source, registration: data } = history;
    const registered = { registered_at: registeredAt, registered_by: registeredBy };
    rows.put(REGISTRATION, { project_id: projectId, ...registered, source, data });
    rows.open(HEAD, { project_id: projectId, revision, position }, at);
  } else rows.replace(HEAD, { project_id: projectId, revision, position }, at);
}

/** Events folded into what is held true of each project, by day and by knowledge. */
export const timelineProjection: Projection<History, Rulebook> = {
  name: TIMELINE,
  version: 2,
  tables: TABLES,
  createTables,
  keyOf: (event) => projectIdOf(event.stream),
  streamsOf: (projectId) => [`project-${projectId}`],
  apply(state, events, { shared: book }, rows) {
    let before = state && reckon(state, book);
    for (const { history, from } of knownStates(state, events as readonly RecordedProjectEvent[])) {
      const after = reckon(history, book, before);
      writeFacts(rows, history, before?.history.facts ?? [], from);
      writeHead(rows, history, before?.history, from);
      writeProjectSpans(rows, history, before?.spans ?? [], after.spans, from);
      before = after;
    }
    remember(before);
    return before?.history as History;
  },
  shared: {
    initial: EMPTY_RULEBOOK,
    concerns: isRuleEvent,
    streamPrefixes: RULE_STREAMS,
    evolve: (book, event) => evolveRulebook(book, event as RecordedRuleEvent),
    write: writeRuleEvent,
    recompute(history, event, { shared: book, previous }, rows) {
      const after = reckon(history, book);
      writeProjectSpans(rows, history, reckon(history, previous).spans, after.spans, event.recordedAt);
      remember(after);
      return history;
    },
  },
};
