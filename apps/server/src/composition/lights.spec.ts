import { lightsCheck } from './lights';

describe('the health of the watch over lights', () => {
  it('is well while it works or fails now and then, and raises the alarm when it fails on end', async () => {
    expect(await lightsCheck({ failures: 0 })()).toEqual({ ok: true });
    expect(await lightsCheck({ failures: 2 })()).toEqual({ ok: true });
    expect(await lightsCheck({ failures: 3 })()).toEqual({
      ok: true,
      alarm: true,
      detail: 'lights are not watched: failed 3 times on end',
    });
  });
});
