import type { Clock } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { readLoads, type EndpointLoad, type Sending } from '@milepost/webhook';
import type { Family } from './family';
import type { Collect } from './metrics';

/** What a process with the role webhooks tells: the load of all endpoints, and what it has itself sent since it started. */
export function webhookMetrics(pool: Pool, { dispatch }: Sending, clock: Clock): Collect {
  return async () => {
    const loads = await readLoads(pool, clock.now());
    const gauge = (name: string, help: string, value: (load: EndpointLoad) => number): Family => ({
      name: `milepost_webhook_${name}`,
      help,
      type: 'gauge',
      samples: loads.map((load) => ({ labels: { endpoint: load.id }, value: value(load) })),
    });
    const counts = dispatch.tally.all();
    const counter = (name: string, help: string, value: (count: (typeof counts)[number]) => number): Family => ({
      name: `milepost_webhook_${name}`,
      help,
      type: 'counter',
      samples: counts.map((count) => ({
        labels: { endpoint: count.endpointId, result: count.result },
        value: value(count),
      })),
    });
    return [
      {
        name: 'milepost_webhook_endpoint',
        help: 'Always 1; its label says how an endpoint stands.',
        type: 'gauge',
        samples: loads.map(({ id, status }) => ({ labels: { endpoint: id, status }, value: 1 })),
      },
      gauge('pending', 'Messages that wait to be sent to an endpoint.', ({ pending }) => pending),
      gauge('exhausted', 'Messages given up: the dead-letter list of an endpoint.', ({ exhausted }) => exhausted),
      gauge(
        'oldest_seconds',
        'How long the message that waits longest has been waiting.',
        (load) => load.oldestSeconds,
      ),
      gauge(
        'lag',
        'Positions by which what is queued for an endpoint lies behind the messages told.',
        ({ lag }) => lag,
      ),
      gauge('failing', '1 while every attempt fails.', ({ failing }) => Number(failing)),
      counter('attempts_total', 'Attempts of this process, by result: delivered or failed.', ({ count }) => count),
      counter('attempt_seconds_total', 'Time that these attempts took.', ({ durationMs }) => durationMs / 1_000),
    ];
  };
}
