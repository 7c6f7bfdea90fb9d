import { dayNumber, dayOf } from '../calendar';
import { flagSpans, NO_PUBLICATIONS } from '../integrity';
import type { Fact, ProjectCommand, StatusKind } from '../project';
import {
  amended,
  assigned,
  coded,
  committed,
  corrected,
  explained,
  invested,
  notApplicable,
  raised,
  reached,
  resolved,
  status,
  statusCorrected,
  statusWithdrawn,
  transferred,
  withdrawn,
} from './commands.spec-support';
import { nothing, register, type Given } from './given.spec-support';
import { INTEGRITY_BOOK } from './integrity.spec-support';
import { SECOND_CATALOGUE } from './rules.spec-support';

/**
 * Upper bounds of the numbers that one step of a random history is made from: what is done, to which of several, days
 * since the step before, days between the event and its entry, and one for all else.
 */
export const DRAW = [23, 40, 70, 400, 999] as const;
export type Draw = readonly [what: number, which: number, gap: number, back: number, extra: number];

const FIRST_DAY = dayNumber('2020-01-06');
const KINDS = ['new-build', 'leased-plant', 'solar', 'government-infrastructure'];
const LAND_MODES = ['granted', 'leased', 'none', null];
const TOTALS = ['40000000', '50000000', '800000000', null];
const STATUSES: readonly StatusKind[] = ['suspended', 'resumed', 'terminated', 'reinstated'];
const FILES = ['a', 'b'].map((digit) => digit.repeat(64));
const CODES = ['2403-361002-04-01-100866', '2505-330354-04-01-274607'];

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function putRight(fact: Fact, day: string, extra: number): ProjectCommand | null {
  switch (fact.kind) {
    case 'milestone':
      return extra % 3 === 0
        ? withdrawn(fact.milestone, { eventId: fact.id })
        : corrected(fact.milestone, day, {
            eventId: fact.id,
            ...(extra % 3 === 1 && { validUntil: null }),
            ...(extra % 4 === 1 && { document: { ...fact.document, sha256: at(FILES, extra >> 3) } }),
          });
    case 'not-applicable':
      return withdrawn(fact.milestone, { eventId: fact.id });
    case 'profile':
    case 'code':
    case 'commitment':
    case 'responsibility':
    case 'investment':
    case 'explanation':
      return null;
    case 'issue':
      return resolved(fact.id, day);
    default:
      return extra % 3 === 0 ? statusWithdrawn(fact.id) : statusCorrected(fact.id, day);
  }
}

function commandOf([what, which, , back, extra]: Draw, given: Given, today: number): ProjectCommand | null {
  const day = dayOf(today - back);
  const milestone = at(SECOND_CATALOGUE.milestones, which).code;
  const ahead = dayOf(today + extra - 200);
  if (what < 9) {
    const validUntil = extra % 4 === 0 ? { validUntil: dayOf(today - back + extra) } : {};
    const document =
      extra % 5 === 0 ? { document: { number: `云环评字〔2024〕${which % 4}号`, sha256: at(FILES, extra) } } : {};
    // Some on the last day of a quarter, which is otherwise rare.
    const date = extra % 6 === 0 ? `${Number(day.slice(0, 4)) - 1}-12-31` : day;
    return reached(milestone, date, { ...validUntil, ...document, ...(extra % 3 === 0 && { repeat: true }) });
  }
  if (what < 12) return given.known.facts.length === 0 ? null : putRight(at(given.known.facts, which), day, extra);
  switch (what) {
    case 12:
      return notApplicable(milestone, day);
    case 13:
      return committed({ [milestone]: ahead, ...(extra % 2 === 0 && { groundbreaking: ahead }) }, day, '调度会商定');
    case 14:
    case 15:
    case 16:
      return status(at(STATUSES, which), day);
    case 17:
      return amended(
        { kind: at(KINDS, which), landMode: at(LAND_MODES, extra), totalInvestment: at(TOTALS, extra + which) },
        extra % 5 === 0 ? null : ahead,
      );
    case 18:
      return transferred(String(380124100 + (which % 4)), day);
    case 19:
      return invested(day.slice(0, 7), String(which * 100_000), String(extra * 200_000), {
        ...(extra % 4 > 0 && { progressPercent: extra % 101 }),
        reason: '补报',
      });
    case 20: {
      const raised = flagSpans(given.known, INTEGRITY_BOOK, NO_PUBLICATIONS).filter(({ from }) => from <= today);
      if (raised.length === 0) return null;
      const { rule, events } = at(raised, which);
      return explained(rule, events, extra % 7 === 0 ? null : '已核实');
    }
    case 22:
      return raised('用地指标不足', day, { milestone: extra % 2 === 0 ? milestone : null });
    case 23: {
      const issues = given.known.facts.filter(({ kind }) => kind === 'issue');
      return issues.length === 0 ? null : resolved(at(issues, which).id, dayOf(today));
    }
    default:
      return extra % 2 === 0 ? coded(at(CODES, which)) : assigned('bureau', `第${which % 3}局`, ahead);
  }
}

/** A project's history from random steps, each decided as the product decides it; what is refused did not happen. */
export function grow(draws: readonly Draw[]): Given {
  let today = FIRST_DAY;
  let given = nothing
    .under(SECOND_CATALOGUE)
    .asking({ book: INTEGRITY_BOOK, publications: NO_PUBLICATIONS })
    .and(dayOf(today), register());
  for (const draw of draws) {
    today += Math.max(0, draw[2] - 20);
    const command = commandOf(draw, given, today);
    if (command !== null && given.decision(dayOf(today), command).accepted) given = given.and(dayOf(today), command);
  }
  return given;
}
