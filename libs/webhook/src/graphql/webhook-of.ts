import type { Endpoint } from '../endpoint/endpoint';
import type { WebhookEndpoint, WebhookFilter, WebhookStart, WebhookStartFrom, WebhookStatus } from './endpoint.types';

/** An endpoint as the API shows it. */
export function webhookOf(endpoint: Endpoint): WebhookEndpoint {
  const { filter, start, current, previous } = endpoint;
  return {
    ...endpoint,
    status: endpoint.status as WebhookStatus,
    filter: filterOf(filter),
    start: startOf(start),
    publicKey: current.signingKey?.publicKey ?? null,
    previousSecretUntil: previous?.until ?? null,
  };
}

function filterOf({ types, milestones, districts, kinds, minInvestment }: Endpoint['filter']): WebhookFilter {
  return {
    types: types ?? null,
    milestones: milestones ?? null,
    districts: districts ?? null,
    kinds: kinds ?? null,
    minInvestment: minInvestment ?? null,
  };
}

const startOf = (start: Endpoint['start']): WebhookStart => ({
  from: start.from as WebhookStartFrom,
  position: start.from === 'position' ? start.position : null,
  instant: start.from === 'instant' ? start.instant : null,
});
