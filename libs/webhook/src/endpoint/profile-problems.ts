import { isYuan, notices as common, type Notice } from '@milepost/lifecycle';
import type { EndpointProfile } from './endpoint-event';
import type { EndpointFilter } from './filter';
import { notices } from './notices';

const MOST_VALUES = 100;
const MOST_HEADERS = 10;
/** Most messages a second that a limit can be set to. */
export const MOST_PER_SECOND = 1_000;

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
/** Set by the server or by the connection: an own one would break signatures or framing. */
const RESERVED =
  /^(?:webhook-.*|host|content-.*|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|user-agent|proxy-.*)$/;

const textProblems = (field: string, text: string, max: number): Notice[] => {
  if (text.trim() === '') return [common.fieldRequired(field)];
  return text.length > max ? [common.fieldTooLong(field, { max })] : [];
};

export const reasonProblems = (reason: string): Notice[] => {
  if (reason.trim() === '') return [common.reasonRequired('reason')];
  return textProblems('reason', reason, 500);
};

function listProblems(field: string, values: readonly string[]): Notice[] {
  if (values.length > MOST_VALUES) return [notices.tooMany(field, { max: MOST_VALUES })];
  return values.flatMap((value, index) => textProblems(`${field}.${index}`, value, 200));
}

/** What is wrong with a filter; `known` are the types that there are. */
export function filterProblems(filter: EndpointFilter, known: readonly string[], field = 'filter'): Notice[] {
  const { types = [], milestones = [], districts = [], kinds = [], minInvestment } = filter;
  const problems = Object.entries({ types, milestones, districts, kinds }).flatMap(([name, values]) =>
    listProblems(`${field}.${name}`, values),
  );
  for (const [index, type] of types.entries()) {
    if (!known.includes(type)) problems.push(notices.typeUnknown(`${field}.types.${index}`, { type }));
  }
  if (minInvestment !== undefined && !isYuan(minInvestment)) {
    problems.push(notices.amountInvalid(`${field}.minInvestment`, { value: String(minInvestment) }));
  }
  return problems;
}

/** A header's name as it is sent: lower case. */
export const headerName = (name: string): string => name.trim().toLowerCase();

/** What is wrong with names of own headers, and with their values: one line of visible characters each. */
export function headerProblems(headers: Readonly<Record<string, string>>): Notice[] {
  const entries = Object.entries(headers);
  if (entries.length > MOST_HEADERS) return [notices.tooMany('headers', { max: MOST_HEADERS })];
  return entries.flatMap(([name, value], index) => {
    const field = `headers.${index}`;
    if (!HEADER_NAME.test(name)) return [notices.headerInvalid(`${field}.name`, { name: name.slice(0, 64) })];
    if (RESERVED.test(name)) return [notices.headerReserved(`${field}.name`, { name })];
    // The value may be a secret: it does not come back in the message.
    const usable = value.length <= 2_048 && /^[\t\x20-\x7e]+$/.test(value);
    return usable ? [] : [notices.headerInvalid(`${field}.value`, { name })];
  });
}

/** What is wrong with an endpoint's attributes; its URL and the values of its headers are looked at elsewhere. */
export function profileProblems(profile: Partial<EndpointProfile>, knownTypes: readonly string[]): Notice[] {
  const { description, bureau, filter, ratePerSecond } = profile;
  const problems: Notice[] = [];
  if (description !== undefined) problems.push(...textProblems('description', description, 500));
  if (bureau !== undefined) problems.push(...textProblems('bureau', bureau, 200));
  if (filter !== undefined) problems.push(...filterProblems(filter, knownTypes));
  if (typeof ratePerSecond === 'number') {
    const usable = Number.isInteger(ratePerSecond) && ratePerSecond >= 1 && ratePerSecond <= MOST_PER_SECOND;
    if (!usable) problems.push(notices.rateInvalid('ratePerSecond', { max: MOST_PER_SECOND }));
  }
  return problems;
}
