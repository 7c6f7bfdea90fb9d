import { cloudEvent } from './cloud-event';
import type { Message } from './message';

/**
 * A message that says nothing, to try out an endpoint with. Like every other it has an id that stays the same at every
 * attempt; its sequence and position are 0, so that it takes the place of none.
 * @param id chosen by the caller, a UUID
 * @param at instant at which it was asked for: ISO 8601, UTC
 * @param source URI of this server, the CloudEvents `source`
 */
export function testMessage(id: string, at: string, source: string): Message {
  const told = { id, type: 'webhook.test', subject: 'webhook-test', sequence: 0, position: '0' } as const;
  return {
    ...told,
    milestones: [],
    kind: null,
    district: null,
    totalInvestment: null,
    recordedAt: at,
    body: cloudEvent({ ...told, source, time: at }, {}),
  };
}
