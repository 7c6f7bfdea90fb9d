import {
  dayOf,
  sameFlag,
  type ExplanationFact,
  type FlagSpan,
  type History,
  type SharedKey,
} from '@milepost/lifecycle';
import { writeVersions, type Row, type RowWriter } from '@milepost/projection';
import { EXPLANATION, FLAG_SPAN, SHARED_KEY } from './tables';

// Literals, not spreads: this runs for every row of a rebuild.
function flagRow(projectId: string, span: FlagSpan): Row {
  return {
    project_id: projectId,
    rules: span.rules,
    version: span.version,
    rule: span.rule,
    subject: span.subject,
    on_from: dayOf(span.from),
    on_to: dayOf(span.to),
    since: dayOf(span.since),
    events: span.events,
    detail: span.detail,
    explained_by: span.explainedBy,
  };
}

const isSameFlag = (a: FlagSpan, b: FlagSpan): boolean =>
  a.from === b.from && a.subject === b.subject && a.rule === b.rule && a.rules === b.rules;

/** Writes what has changed of a project's flags, as known from `at` (an event's `recordedAt`) on. */
export function writeFlagSpans(
  rows: RowWriter,
  projectId: string,
  before: readonly FlagSpan[],
  after: readonly FlagSpan[],
  at: string,
): void {
  writeVersions(before, after, isSameFlag, (a, b) => a.to === b.to && sameFlag(a, b), {
    open: (span) => rows.open(FLAG_SPAN, flagRow(projectId, span), at),
    replace: (span) => rows.replace(FLAG_SPAN, flagRow(projectId, span), at),
    close: ({ rules, rule, subject, from }) =>
      rows.close(FLAG_SPAN, [projectId, rules, rule, subject, dayOf(from)], at),
  });
}

/** Writes what has changed of the keys that a project may share with others. */
export function writeSharedKeys(
  rows: RowWriter,
  { projectId, registration }: History,
  before: readonly SharedKey[],
  after: readonly SharedKey[],
  at: string,
): void {
  const rowOf = ({ kind, key, event, milestone, from, to, since }: SharedKey): Row => ({
    project_id: projectId,
    catalogue: registration.catalogue.code,
    kind,
    key,
    event_id: event,
    milestone,
    on_from: dayOf(from),
    on_to: dayOf(to),
    since: dayOf(since),
  });
  const isSame = (a: SharedKey, b: SharedKey): boolean =>
    a.from === b.from && a.event === b.event && a.key === b.key && a.kind === b.kind;
  writeVersions(before, after, isSame, (a, b) => a.to === b.to && a.since === b.since && a.milestone === b.milestone, {
    open: (key) => rows.open(SHARED_KEY, rowOf(key), at),
    replace: (key) => rows.replace(SHARED_KEY, rowOf(key), at),
    close: ({ kind, event, key, from }) => rows.close(SHARED_KEY, [projectId, kind, event, key, dayOf(from)], at),
  });
}

/** Writes what has changed of the answers given for a project. */
export function writeExplanations(
  rows: RowWriter,
  projectId: string,
  before: readonly ExplanationFact[],
  after: readonly ExplanationFact[],
  at: string,
): void {
  writeVersions(
    before,
    after,
    (a, b) => a.id === b.id,
    () => true,
    {
      open: ({ id, revision, rule, events, explanation, bureau, recordedAt }) =>
        rows.open(
          EXPLANATION,
          {
            ...{ project_id: projectId, event_id: id, revision, rule, events },
            ...{ explanation, bureau, recorded_at: recordedAt },
          },
          at,
        ),
      replace: () => undefined,
      close: ({ id }) => rows.close(EXPLANATION, [id], at),
    },
  );
}
