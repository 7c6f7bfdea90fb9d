import { compareYuan, districtCovers, type Yuan } from '@milepost/lifecycle';

/** Which messages an endpoint is sent: each condition given narrows, within a list any value matches. */
export interface EndpointFilter {
  /** Short names, e.g. `milestone.reached`. */
  readonly types?: readonly string[];
  /** Codes of milestones that the message is about. */
  readonly milestones?: readonly string[];
  /** Each with all districts below it. */
  readonly districts?: readonly string[];
  readonly kinds?: readonly string[];
  /** Least total investment, exact yuan, inclusive; a project without a known total does not meet it. */
  readonly minInvestment?: Yuan;
}

/** What of a message a filter looks at. */
export interface Filtered {
  readonly type: string;
  readonly milestones: readonly string[];
  readonly kind: string | null;
  readonly district: string | null;
  readonly totalInvestment: string | null;
}

/** Whether a message passes; what the queue's `WHERE` selects is the same. */
export function passes(filter: EndpointFilter, message: Filtered): boolean {
  const { types, milestones, districts, kinds, minInvestment } = filter;
  if (types && !types.includes(message.type)) return false;
  if (milestones && !milestones.some((code) => message.milestones.includes(code))) return false;
  if (kinds && (message.kind === null || !kinds.includes(message.kind))) return false;
  if (districts && !districts.some((one) => message.district !== null && districtCovers(one, message.district))) {
    return false;
  }
  if (minInvestment === undefined) return true;
  return message.totalInvestment !== null && compareYuan(message.totalInvestment as Yuan, minInvestment) >= 0;
}
