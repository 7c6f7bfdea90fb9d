import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { single, type Family } from './family';
import type { Collect } from './metrics';

/** How often the event loop is asked, in milliseconds. */
const RESOLUTION_MS = 20;

/**
 * The process itself. Its names, but for the version's, are those that Prometheus' client libraries use, so that
 * dashboards made for any Node process show it.
 * @param version of Milepost
 */
export function processMetrics(version: string): Collect {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return async () => {
    // It measures from one tick to the next: what is beyond the interval is delay. Empty, it has no percentile.
    const p99 = delay.count === 0 ? 0 : Math.max(0, delay.percentile(99) / 1e9 - RESOLUTION_MS / 1e3);
    delay.reset();
    const families: Family[] = [
      {
        name: 'milepost_info',
        help: 'Always 1; its label is the version that runs.',
        type: 'gauge',
        samples: [{ labels: { version }, value: 1 }],
      },
      single(
        'process_start_time_seconds',
        'gauge',
        'Instant at which the process started, seconds since 1970.',
        performance.timeOrigin / 1e3,
      ),
      single(
        'process_resident_memory_bytes',
        'gauge',
        'Memory that the process holds, in bytes.',
        process.memoryUsage.rss(),
      ),
      single(
        'nodejs_eventloop_lag_p99_seconds',
        'gauge',
        'Delay of the event loop since the scrape before, 99th percentile, in seconds.',
        p99,
      ),
    ];
    return families;
  };
}
