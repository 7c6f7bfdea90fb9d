import type { Clock } from '@milepost/lifecycle';
import { isDelivered, type SendOutcome, type Verdict } from './attempt';
import type { Delivery } from './delivery';
import { waitAfter } from './schedule';

const DELIVERED: Verdict = { kind: 'delivered' };

/** What becomes of a message after an attempt. @param clock tells from when on it waits for the next */
export function verdictOn(delivery: Delivery, outcome: SendOutcome, clock: Clock): Verdict {
  if (isDelivered(outcome)) return DELIVERED;
  if (delivery.kind === 'test') return { kind: 'over' };
  const waitMs = waitAfter(delivery.attempts + 1);
  if (waitMs === null) return { kind: 'exhausted' };
  const due = Date.parse(clock.now()) + Math.max(waitMs, outcome.retryAfterMs ?? 0);
  return { kind: 'pending', dueAt: new Date(due).toISOString() };
}
