import type { ProjectionHealth, Projector } from '@milepost/projection';
import { projectionCheck } from './read-side';

const checkOf = (...all: Partial<ProjectionHealth>[]) =>
  projectionCheck({
    health: async () => all.map((each) => ({ projection: 'timeline', lag: 0, parked: 0, ...each }) as ProjectionHealth),
  } as Projector)();

describe('the health of the read models', () => {
  it('is well while each is led here or elsewhere', async () => {
    expect(await checkOf({ role: 'leading' }, { role: 'standing by', projection: 'bottleneck' })).toEqual({
      ok: true,
      detail: 'timeline: leading, lag 0, parked 0; bottleneck: standing by, lag 0, parked 0',
    });
  });

  it('raises the alarm for a parked project, without taking the server from those who ask for the others', async () => {
    expect(await checkOf({ role: 'leading', parked: 2 })).toMatchObject({ ok: true, alarm: true });
  });

  it.each(['failed', 'outdated'] as const)('is not well while one is %s', async (role) => {
    expect(await checkOf({ role }, { role: 'leading' })).toMatchObject({ ok: false });
  });
});
