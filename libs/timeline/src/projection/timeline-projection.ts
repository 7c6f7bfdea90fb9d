import {
  EMPTY_RULEBOOK,
  evolve,
  evolveRulebook,
  projectIdOf,
  projectSpans,
  type Fact,
  type History,
  type RecordedProjectEvent,
  type RecordedRuleEvent,
  type Rulebook,
} from '@milepost/lifecycle';
import {
  isRuleEvent,
  writeProjectSpans,
  writeRuleEvent,
  writeVersions,
  type Projection,
  type RowWriter,
} from '@milepost/projection';
import { createTables, FACT, HEAD, REGISTRATION, TABLES, TIMELINE } from './tables';

function writeFacts(rows: RowWriter, { projectId, facts }: History, before: readonly Fact[], at: string): void {
  const rowOf = (fact: Fact) => ({ project_id: projectId, fact_id: fact.id, revision: fact.revision, fact });
  // A fact that has not changed is the very same object: evolve copies only what it changes.
  const known = new Set(before);
  const changed = facts.filter((fact) => !known.has(fact));
  const kept = new Set(facts);
  const gone = before.filter((fact) => !kept.has(fact));
  writeVersions(
    gone,
    changed,
    (fact) => fact.id,
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
    const { registeredAt, source, registration } = history;
    rows.put(REGISTRATION, { project_id: projectId, registered_at: registeredAt, source, data: registration });
    rows.open(HEAD, { project_id: projectId, revision, position }, at);
  } else rows.replace(HEAD, { project_id: projectId, revision, position }, at);
}

/** Events folded into what is held true of each project, by day and by knowledge. */
export const timelineProjection: Projection<History, Rulebook> = {
  name: TIMELINE,
  version: 1,
  tables: TABLES,
  createTables,
  keyOf: (event) => projectIdOf(event.stream),
  streamsOf: (projectId) => [`project-${projectId}`],
  apply(state, events, { shared: book }, rows) {
    let history = state;
    let written = state;
    for (const [index, event] of events.entries()) {
      history = evolve(history, event as RecordedProjectEvent);
      // What is recorded in one instant becomes known at once.
      if (events[index + 1]?.recordedAt === event.recordedAt) continue;
      writeFacts(rows, history, written?.facts ?? [], event.recordedAt);
      writeHead(rows, history, written, event.recordedAt);
      const before = written === undefined ? [] : projectSpans(written, book);
      writeProjectSpans(rows, history, before, projectSpans(history, book), event.recordedAt);
      written = history;
    }
    return history as History;
  },
  shared: {
    initial: EMPTY_RULEBOOK,
    concerns: isRuleEvent,
    evolve: (book, event) => evolveRulebook(book, event as RecordedRuleEvent),
    write: writeRuleEvent,
    recompute(history, event, { shared: book, previous }, rows) {
      writeProjectSpans(rows, history, projectSpans(history, previous), projectSpans(history, book), event.recordedAt);
      return history;
    },
  },
};
