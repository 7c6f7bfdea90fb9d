import {
  catalogueStream,
  evolvePublications,
  evolveRulebook,
  integrityRulesStream,
  knownStates,
  projectIdOf,
  reportStream,
  type History,
  type RecordedEvent,
  type RecordedProjectEvent,
  type RecordedReport,
  type RecordedRuleEvent,
} from '@milepost/lifecycle';
import { writeProjectSpans, writeRuleEvent, type Projection, type RowWriter } from '@milepost/projection';
import { findingsOf, NO_RULES, NOTHING, type Found, type Rules } from './findings-of';
import { writeExplanations, writeFlagSpans, writeSharedKeys } from './flag-rows';
import { createTables, INTEGRITY, TABLES } from './tables';

// The runner hands the same object back for a project it remembers: it need not be looked through twice.
const found = new WeakMap<History, Found>();

function foundIn(history: History | undefined, rules: Rules): Found {
  if (history === undefined) return NOTHING;
  const known = found.get(history);
  return known?.book === rules.book ? known : findingsOf(history, rules, NOTHING);
}

function remember(now: Found): void {
  if (now.history !== undefined) found.set(now.history, now);
}

function write(rows: RowWriter, history: History, before: Found, after: Found, at: string): void {
  const { projectId } = history;
  writeProjectSpans(rows, history, before.projects, after.projects, at);
  writeFlagSpans(rows, projectId, before.flags, after.flags, at);
  writeSharedKeys(rows, history, before.names, after.names, at);
  writeSharedKeys(rows, history, before.documents, after.documents, at);
  writeExplanations(rows, projectId, before.explanations, after.explanations, at);
}

const isReport = (event: RecordedEvent): event is RecordedReport => event.type === 'report.published.v1';
const isRules = ({ type }: RecordedEvent): boolean =>
  type === 'catalogue.adopted.v1' || type === 'integrity-rules.adopted.v1';

/** Events folded into the questions that they raise, by day and by knowledge, so that a count of them is a `WHERE`. */
export const integrityProjection: Projection<History, Rules> = {
  name: INTEGRITY,
  version: 1,
  tables: TABLES,
  createTables,
  keyOf: (event) => projectIdOf(event.stream),
  streamsOf: (projectId) => [`project-${projectId}`],
  apply(state, events, { shared: rules }, rows) {
    let before = foundIn(state, rules);
    for (const { history, from } of knownStates(state, events as readonly RecordedProjectEvent[])) {
      const after = findingsOf(history, rules, before);
      write(rows, history, before, after, from);
      before = after;
    }
    remember(before);
    return before.history as History;
  },
  shared: {
    initial: NO_RULES,
    concerns: (event) => isRules(event) || isReport(event),
    streamPrefixes: [catalogueStream(''), integrityRulesStream(''), reportStream('')],
    evolve: ({ book, publications }, event) =>
      isReport(event)
        ? { book, publications: evolvePublications(publications, event) }
        : { book: evolveRulebook(book, event as RecordedRuleEvent), publications },
    write: (event, rows) => {
      if (isRules(event)) writeRuleEvent(event, rows);
    },
    recompute(history, event, { shared: rules, previous }, rows) {
      // A report raises no flag about what was stated before it.
      if (isReport(event)) return history;
      const after = findingsOf(history, rules, NOTHING);
      write(rows, history, foundIn(history, previous), after, event.recordedAt);
      remember(after);
      return history;
    },
  },
};
