import { EventEmitter } from 'node:events';
import { Shutdown, type EndableProcess } from './shutdown';

const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** A process that can be signalled, and whose end can be awaited. */
class FakeProcess extends EventEmitter implements EndableProcess {
  readonly codes: number[] = [];
  #tell!: (code: number) => void;
  readonly ended = new Promise<number>((resolve) => (this.#tell = resolve));

  exit(code: number): void {
    this.codes.push(code);
    this.#tell(code);
  }
}

describe('the shutdown', () => {
  it('closes the last opened first, each step after the one before', async () => {
    const order: string[] = [];
    const shutdown = new Shutdown(quiet);
    const step = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise(setImmediate);
      order.push(`${name} ends`);
    };
    shutdown.add('database', step('database'));
    shutdown.add('server', step('server'));
    expect(await shutdown.close()).toBe(true);
    expect(order).toEqual(['server begins', 'server ends', 'database begins', 'database ends']);
  });

  it('happens once, however often it is asked for', async () => {
    const close = jest.fn(async () => undefined);
    const shutdown = new Shutdown(quiet);
    shutdown.add('server', close);
    await Promise.all([shutdown.close(), shutdown.close()]);
    await shutdown.close();
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('goes on after a step that fails, and tells', async () => {
    const closed = jest.fn(async () => undefined);
    const error = jest.fn();
    const shutdown = new Shutdown({ ...quiet, error });
    shutdown.add('database', closed);
    shutdown.add('server', async () => Promise.reject(new Error('stuck')));
    expect(await shutdown.close()).toBe(false);
    expect(closed).toHaveBeenCalled();
    expect(error).toHaveBeenCalledWith(
      expect.stringContaining('Could not close server'),
      expect.anything(),
      'Shutdown',
    );
  });

  it('ends the process with code 0 after a signal', async () => {
    const target = new FakeProcess();
    const shutdown = new Shutdown(quiet);
    shutdown.closeOnSignals(target);
    target.emit('SIGTERM', 'SIGTERM');
    expect(await target.ended).toBe(0);
  });

  it('ends it with code 1 when a step failed', async () => {
    const target = new FakeProcess();
    const shutdown = new Shutdown(quiet);
    shutdown.add('server', () => Promise.reject(new Error('stuck')));
    shutdown.closeOnSignals(target);
    target.emit('SIGTERM', 'SIGTERM');
    expect(await target.ended).toBe(1);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('waits no longer after a second signal (%s)', async (signal, code) => {
    const target = new FakeProcess();
    const shutdown = new Shutdown(quiet);
    shutdown.add('server', () => new Promise<never>(() => undefined));
    shutdown.closeOnSignals(target);
    target.emit('SIGTERM', 'SIGTERM');
    expect(target.codes).toEqual([]);
    target.emit(signal, signal);
    expect(await target.ended).toBe(code);
  });

  it('stops listening to signals when told to', () => {
    const target = new FakeProcess();
    new Shutdown(quiet).closeOnSignals(target)();
    expect(target.listenerCount('SIGINT') + target.listenerCount('SIGTERM')).toBe(0);
  });
});
