import { projectOf } from '@milepost/graphql';
import type { AsOf } from '@milepost/lifecycle';
import { summaryOf } from '@milepost/projection';
import type { CaseRow } from '../query/case-query';
import { CaseState, Light, type BottleneckCase } from './case.types';
import type { Bottleneck } from './figures.types';

const STATES = {
  open: CaseState.OPEN,
  skipped: CaseState.SKIPPED,
  ended: CaseState.ENDED,
  suspended: CaseState.SUSPENDED,
  passed: CaseState.PASSED,
} as const;

const LIGHTS = { green: Light.GREEN, yellow: Light.YELLOW, red: Light.RED } as const;

/** A ledger row as GraphQL shows it. */
export function caseOf(row: CaseRow, bottleneck: Bottleneck, asOf: AsOf): BottleneckCase & { readonly row: CaseRow } {
  return {
    project: projectOf(summaryOf(row), asOf),
    bottleneck,
    rulesetVersion: row.ruleset_version,
    state: STATES[row.state],
    light: row.light === null ? null : LIGHTS[row.light],
    since: row.since,
    days: row.days,
    clockDays: row.clock_days,
    yellowAfter: row.yellow_after,
    redAfter: row.red_after,
    committedOn: row.committed,
    turnedOn: row.turned_on,
    startedBy: row.started_by,
    turnedBy: row.turned_by,
    row,
  };
}
