import { Logger } from '@nestjs/common';
import type { ProjectionHealth } from '@milepost/projection';
import { projectionMetrics, storeMetrics } from './event-metrics';
import { expose } from './exposition';
import { single, type Family } from './family';
import { healthMetrics } from './health-metrics';
import { Metrics } from './metrics';
import { parseExposition } from './parse-exposition.spec-support';
import { processMetrics } from './process-metrics';

const one = (name: string, value = 1) => single(name, 'gauge', `${name}.`, value);
const named = (families: readonly Family[], name: string) => families.find((family) => family.name === name)?.samples;
const failed = (families: readonly Family[]) =>
  Object.fromEntries(
    (named(families, 'milepost_scrape_failed') ?? []).map(({ labels, value }) => [labels?.['part'], value]),
  );

describe('metrics', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['error']));

  it('are those of all parts', async () => {
    const metrics = new Metrics();
    metrics.add('a', async () => [one('a_x'), one('a_y')]);
    metrics.add('b', async () => [one('b_x', 2)]);
    const families = await metrics.scrape();
    expect(families.map(({ name }) => name)).toEqual(['a_x', 'a_y', 'b_x', 'milepost_scrape_failed']);
    expect(failed(families)).toEqual({ a: 0, b: 0 });
    expect(parseExposition(expose(families))).toHaveLength(4);
  });

  it.each<[string, () => Promise<readonly Family[]>]>([
    ['hangs', () => new Promise<never>(() => undefined)],
    ['rejects', () => Promise.reject(new Error('postgresql://u:s3cr3t@h'))],
    [
      'throws',
      () => {
        throw new Error('at once');
      },
    ],
    ['tells what another told', async () => [one('b_y'), one('a_x')]],
    ['tells a name twice', async () => [one('b_y'), one('b_y')]],
    ['takes the name of the failures', async () => [one('milepost_scrape_failed')]],
    ['tells what Prometheus would refuse', async () => [one('b_y'), one('not a name')]],
  ])('are those of the rest where a part %s', async (_what, collect) => {
    const metrics = new Metrics();
    metrics.add('a', async () => [one('a_x')]);
    metrics.add('b', collect);
    metrics.add('c', async () => [one('c_x')]);
    const families = await metrics.scrape(20);
    expect(families.map(({ name }) => name)).toEqual(['a_x', 'c_x', 'milepost_scrape_failed']);
    expect(failed(families)).toEqual({ a: 0, b: 1, c: 0 });
    expect(expose(families)).not.toContain('s3cr3t');
  });

  it('ask a part that hangs no second time, and have it back when it answers', async () => {
    const metrics = new Metrics();
    let asked = 0;
    let answer: (families: Family[]) => void = () => undefined;
    metrics.add('slow', () => {
      asked += 1;
      return new Promise((resolve) => (answer = resolve));
    });
    expect(failed(await metrics.scrape(5))).toEqual({ slow: 1 });
    expect(failed(await metrics.scrape(5))).toEqual({ slow: 1 });
    expect(asked).toBe(1);
    answer([one('slow_x')]);
    expect(failed(await metrics.scrape())).toEqual({ slow: 0 });
  });

  it('take a name once', () => {
    const metrics = new Metrics();
    metrics.add('a', async () => []);
    expect(() => metrics.add('a', async () => [])).toThrow('a exist already');
  });
});

describe('the metrics', () => {
  it('of the process are its version, start, memory and delay', async () => {
    const collect = processMetrics('1.2.3');
    const families = await collect();
    expect(named(families, 'milepost_info')).toEqual([{ labels: { version: '1.2.3' }, value: 1 }]);
    const started = named(families, 'process_start_time_seconds')![0]!.value;
    expect(Math.abs(Date.now() / 1e3 - process.uptime() - started)).toBeLessThan(60);
    expect(named(families, 'process_resident_memory_bytes')![0]!.value).toBeGreaterThan(10_000_000);
    expect(named(families, 'nodejs_eventloop_lag_p99_seconds')![0]!.value).toBeGreaterThanOrEqual(0);
    expect(parseExposition(expose(families))).toHaveLength(4);
  });

  it('of health are what is told of readiness', async () => {
    const checks = { database: { ok: true }, checkpoints: { ok: true, alarm: true }, gone: { ok: false } };
    const families = await healthMetrics({ readiness: async () => ({ ready: false, checks }) })();
    const values = (name: string) => named(families, name)?.map(({ labels, value }) => [labels?.['check'], value]);
    expect(values('milepost_health_ok')).toEqual([
      ['database', 1],
      ['checkpoints', 1],
      ['gone', 0],
    ]);
    expect(values('milepost_health_alarm')).toEqual([
      ['database', 0],
      ['checkpoints', 1],
      ['gone', 0],
    ]);
  });

  it('of projections leave out what can’t be asked for', async () => {
    const health = (more: Partial<ProjectionHealth>) =>
      ({ projection: 'timeline', role: 'leading', lag: 3, parked: 0, ...more }) as ProjectionHealth;
    const all = [health({}), health({ projection: 'history', role: 'standing by', lag: undefined, parked: undefined })];
    const families = await projectionMetrics({ health: async () => all })();
    const timeline = { projection: 'timeline' };
    expect(named(families, 'milepost_projection_lag')).toEqual([{ labels: timeline, value: 3 }]);
    expect(named(families, 'milepost_projection_parked')).toEqual([{ labels: timeline, value: 0 }]);
    expect(named(families, 'milepost_projection_role')).toEqual([
      { labels: { ...timeline, role: 'leading' }, value: 1 },
      { labels: { projection: 'history', role: 'standing by' }, value: 1 },
    ]);
  });

  it('of the store are its head', async () => {
    expect(await storeMetrics({ head: async () => '4494' })()).toMatchObject([{ samples: [{ value: 4494 }] }]);
  });
});
