import { Logger } from '@nestjs/common';
import { HealthChecks } from './health-checks';

describe('readiness', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('is given without checks', async () => {
    expect(await new HealthChecks().readiness()).toEqual({ ready: true, checks: {} });
  });

  it('names every part and how it is', async () => {
    const checks = new HealthChecks();
    checks.add('store', () => ({ ok: true }));
    checks.add('projection', async () => ({ ok: false, detail: '2 projects parked' }));
    checks.add('gone', () => ({ ok: false }));
    checks.remove('gone');
    expect(await checks.readiness()).toEqual({
      ready: false,
      checks: { store: { ok: true }, projection: { ok: false, detail: '2 projects parked' } },
    });
  });

  it('does not tell why a check threw', async () => {
    const checks = new HealthChecks();
    checks.add('store', () => {
      throw new Error('postgresql://u:s3cr3t@h');
    });
    expect(await checks.readiness()).toEqual({ ready: false, checks: { store: { ok: false, detail: 'failed' } } });
  });

  it('does not wait for a check that hangs', async () => {
    const checks = new HealthChecks();
    checks.add('store', () => new Promise<never>(() => undefined));
    const { checks: results } = await checks.readiness(5);
    expect(results).toEqual({ store: { ok: false, detail: 'no answer within 5 ms' } });
  });

  it('takes a name once', () => {
    const checks = new HealthChecks();
    checks.add('store', () => ({ ok: true }));
    expect(() => checks.add('store', () => ({ ok: true }))).toThrow('store exists already');
  });
});
