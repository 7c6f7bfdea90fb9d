import type { Clock } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { ReadModels } from './read-models';
import type { ViewGate } from './view-gate';

const AT: Clock = { now: () => '2026-06-30T16:00:00.000Z' };

const reached = (position: string) => ({ position, state: `1/0/${position}` });

/** A gate to a view that has come as far as the position. */
function models(position: string): ReadModels {
  const gate = { waitFor: async () => undefined, knows: () => position !== '0', state: async () => reached(position) };
  return new ReadModels({} as Pool, gate as unknown as ViewGate, AT);
}

describe('a view', () => {
  it.each([undefined, null, '0'])('not yet built is told, whatever position is asked for: %s', async (atLeast) => {
    const notReady = { code: 'view.not-ready' };
    await expect(models('0').built('timeline', atLeast)).rejects.toMatchObject(notReady);
    await expect(models('0').reach('timeline', atLeast)).rejects.toMatchObject(notReady);
  });

  it('once built is read', async () => {
    await models('7').built('timeline', '0');
    expect(await models('7').reach('timeline')).toEqual(reached('7'));
  });

  it('shows today in the zone asked for, from its midnight on', () => {
    expect(models('7').asOf(null, 'Asia/Shanghai')).toEqual({ on: '2026-07-01', knownAt: null });
    expect(models('7').asOf({ knownAt: AT.now() }, 'UTC')).toEqual({ on: '2026-06-30', knownAt: AT.now() });
  });
});
