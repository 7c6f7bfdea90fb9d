import type { Behaviour } from '../support/webhooks/soak/behaviour';
import { soakReport } from '../support/webhooks/soak/report';
import { soak, type SoakResult } from '../support/webhooks/soak/soak';

const ENDPOINTS = Number(process.env.SOAK_ENDPOINTS ?? 12);
const MILESTONES = Number(process.env.SOAK_MILESTONES ?? 400);
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);
/** An upper bound of what is waited for, however slow the machine. */
const MOST_MS = 120_000 + ENDPOINTS * MILESTONES * 5;
/** Samples of memory, of a quarter of a second each, from which on a process has warmed up in the first half of them. */
const ENOUGH_SAMPLES = 400;

describe('messages to endpoints of all kinds, by two processes', () => {
  jest.setTimeout(MOST_MS + 60_000);
  let result: SoakResult;
  const of = (behaviour: Behaviour) => result.endpoints.filter((each) => each.behaviour === behaviour);

  beforeAll(async () => {
    process.stdout.write(`soak: SOAK_SEED=${SEED}\n`);
    result = await soak({ endpoints: ENDPOINTS, milestones: MILESTONES, seed: SEED, mostMs: MOST_MS });
    process.stdout.write(soakReport(result));
  });

  it.each(['fast', 'slow'] as const)('%s ones get each once, ordered ones in order', (behaviour) => {
    const { messages } = result;
    for (const { ordered, arrived } of of(behaviour)) {
      expect({ ...arrived, outOfOrder: ordered ? arrived.outOfOrder : 0 }).toEqual({
        requests: messages,
        taken: messages,
        repeated: 0,
        outOfOrder: 0,
      });
    }
  });

  it('flapping ones get each, ordered ones in order', () => {
    for (const { ordered, arrived } of of('flapping')) {
      expect(arrived.taken).toBe(result.messages);
      expect(arrived.requests).toBeGreaterThan(result.messages);
      if (ordered) expect(arrived.outOfOrder).toBe(0);
    }
  });

  it('nothing is lost: what was not delivered waits or was given up', () => {
    for (const { account, arrived } of result.endpoints) {
      expect(account.delivered + account.pending + account.exhausted).toBe(account.routed);
      expect(arrived.taken).toBe(account.delivered);
    }
    for (const behaviour of ['failing', 'silent', 'untrusted'] as const) {
      for (const { account } of of(behaviour)) {
        expect(account.delivered).toBe(0);
        expect(account.attempts).toBeGreaterThan(0);
        expect(account.routed).toBeGreaterThan(0);
      }
    }
    expect([...result.attempts.keys()]).toEqual(expect.arrayContaining(['500', 'timeout', 'certificate-invalid']));
  });

  it('one that is gone is disabled by its first answer', () => {
    for (const { account, arrived } of of('gone')) {
      expect(account.status).toBe('disabled');
      // Those that were on the way together with the first.
      expect(arrived.requests).toBeLessThanOrEqual(8);
    }
  });

  it('slow ones delay nobody: they were behind when fast ones had everything', () => {
    expect(result.slowBacklogs.length).toBeGreaterThan(0);
    for (const backlog of result.slowBacklogs) expect(backlog).toBeGreaterThan(0);
  });

  it('holds no more and more memory', () => {
    for (const curve of result.memory) {
      const [, second, , last] = curve.quarters;
      if (curve.size >= ENOUGH_SAMPLES) expect(last).toBeLessThanOrEqual(1.3 * second);
      expect(curve.peak).toBeLessThan(1_024);
    }
  });
});
