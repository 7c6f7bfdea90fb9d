import type { HealthChecks } from '../health/health-checks';
import type { Family } from './family';
import type { Collect } from './metrics';

/** Less than a collector may take: a check that hangs is told as not ok, rather than that nothing can be told. */
const TIMEOUT_MS = 1_500;

/** What `/health/ready` says, as numbers. */
export function healthMetrics(checks: Pick<HealthChecks, 'readiness'>): Collect {
  return async () => {
    const results = Object.entries((await checks.readiness(TIMEOUT_MS)).checks);
    const families: Family[] = [
      {
        name: 'milepost_health_ok',
        help: 'Whether a part of the server does its work: 1 or 0, as /health/ready tells.',
        type: 'gauge',
        samples: results.map(([check, { ok }]) => ({ labels: { check }, value: ok ? 1 : 0 })),
      },
      {
        name: 'milepost_health_alarm',
        help: 'Whether a part of the server asks for somebody to look at it, though it does its work: 1 or 0.',
        type: 'gauge',
        samples: results.map(([check, { alarm = false }]) => ({ labels: { check }, value: alarm ? 1 : 0 })),
      },
    ];
    return families;
  };
}
