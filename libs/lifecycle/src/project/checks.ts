import { isDay, type Day } from '../calendar';
import { parseCreditCode } from '../codes';
import { toHalfWidth } from '../codes/half-width';
import type { Profile } from '../events/lifecycle-event';
import { isYuan, compareYuan, ZERO_YUAN } from '../money';
import type { Notice } from '../notices';
import type { DecisionContext } from './command';
import { notices } from './notices';

/** No project that is followed today began before this day. */
export const EARLIEST_DAY: Day = '1900-01-01';
export const MAX_TEXT = 500;

/** Refusals of a date of something that has happened. */
export function pastDateProblems(field: string, date: Day, context: Pick<DecisionContext, 'today'>): Notice[] {
  const problems = dateProblems(field, date);
  if (problems.length > 0) return problems;
  return date > context.today ? [notices.dateInFuture(field, { date, today: context.today })] : [];
}

/** Refusals of a date that may lie in the future. */
export function dateProblems(field: string, date: Day): Notice[] {
  if (!isDay(date)) return [notices.dateInvalid(field, { date })];
  return date < EARLIEST_DAY ? [notices.dateImplausible(field, { date, earliest: EARLIEST_DAY })] : [];
}

export function textProblems(field: string, text: string, max = MAX_TEXT): Notice[] {
  if (text.trim() === '') return [notices.fieldRequired(field)];
  return text.length > max ? [notices.fieldTooLong(field, { max })] : [];
}

/** Seven digits on end, a grouped mobile number, or an area code with a number: what a post never has. */
const PHONE = /\d{7}|1[3-9]\d[\s-]\d{4}[\s-]\d{4}|0\d{2,3}[\s()-]+\d{3,4}[\s-]?\d{4}/;

/** Refusals of a post or bureau. A name can't be told from a post; a phone number beside it can. */
export function postProblems(field: string, post: string): Notice[] {
  return PHONE.test(toHalfWidth(post)) ? [notices.postHoldsPhone(field)] : textProblems(field, post, 200);
}

export function reasonProblems(reason: string | undefined): Notice[] {
  if (reason === undefined || reason.trim() === '') return [notices.reasonRequired('reason')];
  return textProblems('reason', reason);
}

export function milestoneProblems(field: string, milestone: string, context: DecisionContext): Notice[] {
  const known = context.catalogue.milestones.some((definition) => definition.code === milestone);
  return known ? [] : [notices.milestoneUnknown(field, { milestone })];
}

function creditCodeProblems(code: string, overrideReason: string | undefined): Notice[] {
  const parsed = parseCreditCode(code);
  if (parsed.ok || overrideReason?.trim()) return [];
  return parsed.problem === 'format'
    ? [notices.creditCodeFormat('investorCode', { value: code })]
    : [notices.creditCodeCheckDigit('investorCode', { value: code })];
}

/** Refusals of the given profile fields; absent ones are not looked at. */
export function profileProblems(
  profile: Partial<Profile>,
  context: DecisionContext,
  overrideReason: string | undefined,
): Notice[] {
  const problems: Notice[] = [];
  const { name, kind, investor, investorCode, district, industry, landMode, totalInvestment, tags } = profile;
  if (name !== undefined) problems.push(...textProblems('name', name));
  if (district !== undefined) problems.push(...textProblems('district', district, 200));
  if (investor) problems.push(...textProblems('investor', investor));
  if (industry) problems.push(...textProblems('industry', industry, 200));
  if (kind !== undefined && !context.catalogue.kinds.some((each) => each.code === kind)) {
    problems.push(notices.kindUnknown('kind', { kind }));
  }
  if (landMode && !context.catalogue.landModes.some((each) => each.code === landMode)) {
    problems.push(notices.landModeUnknown('landMode', { landMode }));
  }
  if (investorCode) problems.push(...creditCodeProblems(investorCode, overrideReason));
  if (totalInvestment !== undefined && totalInvestment !== null) {
    if (!isYuan(totalInvestment)) problems.push(notices.amountInvalid('totalInvestment', { value: totalInvestment }));
    else if (compareYuan(totalInvestment, ZERO_YUAN) < 0) problems.push(notices.amountNegative('totalInvestment'));
  }
  for (const [index, tag] of (tags ?? []).entries()) problems.push(...textProblems(`tags.${index}`, tag, 50));
  return problems;
}
