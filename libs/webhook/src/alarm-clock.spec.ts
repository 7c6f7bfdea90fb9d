import { AlarmClock } from './alarm-clock';

describe('an alarm clock', () => {
  const long = 3_600_000;

  it('wakes who sleeps, and who was called before falling asleep, once', async () => {
    const clock = new AlarmClock();
    const { signal } = new AbortController();
    const sleeping = clock.sleep(long, signal);
    clock.wake();
    await sleeping;
    clock.wake();
    await clock.sleep(long, signal);
    let woken = false;
    const last = clock.sleep(long, signal).then(() => (woken = true));
    await Promise.resolve();
    expect(woken).toBe(false);
    clock.wake();
    await last;
  });

  it('ends with the time, and with whoever sleeps', async () => {
    const ending = new AbortController();
    const clock = new AlarmClock();
    await clock.sleep(1, ending.signal);
    const sleeping = clock.sleep(long, ending.signal);
    ending.abort();
    await sleeping;
    await clock.sleep(long, ending.signal);
    expect(ending.signal.aborted).toBe(true);
  });
});
