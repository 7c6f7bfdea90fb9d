import {
  caseSpans,
  EMPTY_RULEBOOK,
  evolveRulebook,
  knownStates,
  projectIdOf,
  projectSpans,
  type CaseSpan,
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
  type Projection,
  type RowWriter,
} from '@milepost/projection';
import { writeCaseSpans } from './case-rows';
import { BOTTLENECK, createTables, TABLES } from './tables';

interface Spans {
  readonly history: History | undefined;
  readonly book: Rulebook;
  readonly cases: readonly CaseSpan[];
  readonly projects: readonly ProjectSpan[];
}

// The runner hands the same object back for a project it remembers: its spans need not be reckoned twice.
const reckoned = new WeakMap<History, Spans>();
const NOTHING: Spans = { history: undefined, book: EMPTY_RULEBOOK, cases: [], projects: [] };

function spansOf(history: History | undefined, book: Rulebook, earlier: Spans = NOTHING): Spans {
  if (history === undefined) return NOTHING;
  const known = reckoned.get(history);
  if (known?.book === book) return known;
  const { history: before, cases, projects } = earlier;
  const serves = before !== undefined && earlier.book === book;
  return {
    history,
    book,
    cases: caseSpans(history, book, serves ? { history: before, spans: cases } : undefined),
    projects: projectSpans(history, book, serves ? { history: before, spans: projects } : undefined),
  };
}

function remember(spans: Spans): void {
  if (spans.history !== undefined) reckoned.set(spans.history, spans);
}

function write(rows: RowWriter, history: History, before: Spans, after: Spans, at: string): void {
  writeCaseSpans(rows, history.projectId, before.cases, after.cases, at);
  writeProjectSpans(rows, history, before.projects, after.projects, at);
}

/** Events folded into every project's bottleneck cases by day and by knowledge, so that a board is a `WHERE`. */
export const bottleneckProjection: Projection<History, Rulebook> = {
  name: BOTTLENECK,
  version: 2,
  tables: TABLES,
  createTables,
  keyOf: (event) => projectIdOf(event.stream),
  streamsOf: (projectId) => [`project-${projectId}`],
  apply(state, events, { shared: book }, rows) {
    let before = spansOf(state, book);
    for (const { history, from } of knownStates(state, events as readonly RecordedProjectEvent[])) {
      const after = spansOf(history, book, before);
      write(rows, history, before, after, from);
      before = after;
    }
    remember(before);
    return before.history as History;
  },
  shared: {
    initial: EMPTY_RULEBOOK,
    concerns: isRuleEvent,
    streamPrefixes: RULE_STREAMS,
    evolve: (book, event) => evolveRulebook(book, event as RecordedRuleEvent),
    write: writeRuleEvent,
    recompute(history, event, { shared: book, previous }, rows) {
      const after = spansOf(history, book);
      write(rows, history, spansOf(history, previous), after, event.recordedAt);
      remember(after);
      return history;
    },
  },
};
