import type { SoakResult } from './soak';

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** What a soak has come to, for whoever runs it. */
export function soakReport({ messages, endpoints, seconds, lag, attempts, memory, ...more }: SoakResult): string {
  const delivered = endpoints.reduce((sum, { account }) => sum + account.delivered, 0);
  const counted = [...attempts].map(([result, count]) => `${result} ${whole(count)}`).join(', ');
  const waiting = endpoints.reduce((sum, { account }) => sum + account.pending, 0);
  const exhausted = endpoints.reduce((sum, { account }) => sum + account.exhausted, 0);
  return [
    `soak: ${endpoints.length} endpoints, ${whole(messages)} messages`,
    `  ${whole(delivered)} deliveries in ${whole(seconds)} s: ${whole(delivered / seconds)} a second`,
    `  from record to fast receivers: p50 ${whole(lag.p50)} ms, p99 ${whole(lag.p99)} ms`,
    `  attempts: ${counted}`,
    `  in the end ${whole(waiting)} wait, ${whole(exhausted)} were given up`,
    `  slow ones were ${more.slowBacklogs.map(whole).join(', ')} behind when the fast ones were through`,
    ...memory.map(
      (curve, index) =>
        `  process ${index + 1}: resident memory by quarter ${curve.quarters.join(', ')} MB, most ${curve.peak} MB`,
    ),
    ...more.failures.slice(0, 5).map((failure) => `  complaint: ${failure}`),
    '',
  ].join('\n');
}
