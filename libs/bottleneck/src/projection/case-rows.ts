import { dayOf, FOREVER, type CaseSpan, type DayNumber } from '@milepost/lifecycle';
import { writeVersions, type Row, type RowWriter } from '@milepost/projection';
import { CASE_SPAN } from './tables';

const dated = (day: DayNumber | null): string | null => (day === null || day === FOREVER ? null : dayOf(day));

function rowOf(projectId: string, span: CaseSpan): Row {
  const { case: found } = span;
  return {
    project_id: projectId,
    ruleset: span.ruleset,
    ruleset_version: span.rulesetVersion,
    bottleneck: span.bottleneck,
    on_from: dayOf(span.from),
    on_to: dayOf(span.to),
    state: found.state,
    since: dayOf(found.since),
    started_by: found.startedBy,
    turned_on: dated(found.turnedOn),
    turned_by: found.turnedBy,
    dwell: found.dwell,
    paused: found.paused,
    yellow_after: dated(found.yellowAfter),
    red_after: dated(found.redAfter),
    committed: dated(found.committed),
  };
}

function sameSpan(a: CaseSpan, b: CaseSpan): boolean {
  const [x, y] = [a.case, b.case];
  return (
    a.to === b.to &&
    a.rulesetVersion === b.rulesetVersion &&
    x.state === y.state &&
    x.since === y.since &&
    x.startedBy === y.startedBy &&
    x.turnedOn === y.turnedOn &&
    x.turnedBy === y.turnedBy &&
    x.paused === y.paused &&
    x.yellowAfter === y.yellowAfter &&
    x.redAfter === y.redAfter &&
    x.committed === y.committed
  );
}

const sameKey = (a: CaseSpan, b: CaseSpan): boolean =>
  a.from === b.from && a.bottleneck === b.bottleneck && a.ruleset === b.ruleset;

/** Writes what has changed of a project's cases, as known from `at` (an event's `recordedAt`) on. */
export function writeCaseSpans(
  rows: RowWriter,
  projectId: string,
  before: readonly CaseSpan[],
  after: readonly CaseSpan[],
  at: string,
): void {
  writeVersions(before, after, sameKey, sameSpan, {
    open: (span) => rows.open(CASE_SPAN, rowOf(projectId, span), at),
    replace: (span) => rows.replace(CASE_SPAN, rowOf(projectId, span), at),
    close: ({ ruleset, bottleneck, from }) => rows.close(CASE_SPAN, [projectId, ruleset, bottleneck, dayOf(from)], at),
  });
}
