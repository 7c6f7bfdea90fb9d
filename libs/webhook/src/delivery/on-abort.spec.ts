import { getEventListeners } from 'node:events';
import { onAbort } from './on-abort';

describe('what a signal stops', () => {
  it('is all that waits for it, once, and nothing that was taken back', () => {
    const abort = new AbortController();
    const stopped: string[] = [];
    const takeBack = ['a', 'b', 'c', 'd'].map((name) => onAbort(abort.signal, () => stopped.push(name)));
    takeBack[1]();
    takeBack[1]();
    takeBack[3]();
    onAbort(abort.signal, () => stopped.push('e'));
    abort.abort();
    for (const one of takeBack) one();
    expect(stopped.sort()).toEqual(['a', 'c', 'e']);
  });

  it('costs the signal one listener, however many wait', () => {
    const { signal } = new AbortController();
    for (let index = 0; index < 100; index += 1) onAbort(signal, () => undefined);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });

  it('lets what is stopped take others back', () => {
    const abort = new AbortController();
    const stopped: string[] = [];
    const takeBack: (() => void)[] = [];
    for (const name of ['a', 'b']) {
      takeBack.push(
        onAbort(abort.signal, () => {
          stopped.push(name);
          for (const one of takeBack) one();
        }),
      );
    }
    abort.abort();
    expect(stopped).toEqual(['a', 'b']);
  });
});
