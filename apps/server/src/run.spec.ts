import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createPingModule } from './fixture/ping.module';
import { run, type RunProcess } from './run';

/** A process to run in, that keeps what it was told. */
class FakeProcess extends EventEmitter implements RunProcess {
  readonly env = {};
  out = '';
  err = '';
  readonly stdout = {
    write: (line: string) => {
      this.out += line;
      if (line.includes('Listening')) this.#listening();
    },
  };
  readonly stderr = { write: (text: string) => void (this.err += text) };
  #listening!: () => void;
  #ended!: (code: number) => void;
  readonly listening = new Promise<void>((resolve) => (this.#listening = resolve));
  readonly ended = new Promise<number>((resolve) => (this.#ended = resolve));
  readonly argv: readonly string[];

  constructor(...options: string[]) {
    super();
    this.argv = ['node', 'main.js', ...options];
  }

  cwd(): string {
    return '/';
  }

  exit(code: number): void {
    this.#ended(code);
  }
}

describe('a run of the server', () => {
  it('ends in order, with code 0, on SIGTERM', async () => {
    const target = new FakeProcess('--port', '0');
    await run(createPingModule, { target });
    await target.listening;
    target.emit('SIGTERM', 'SIGTERM');
    expect(await target.ended).toBe(0);
    expect(target.err).toBe('');
    expect(target.out).toContain('Closed');
  });

  it('names bad settings and ends with code 1', async () => {
    const target = new FakeProcess('--port', 'x', '--nonsense');
    await run(createPingModule, { target });
    expect(await target.ended).toBe(1);
    expect(target.err).toMatch(/^Invalid settings:\n {2}- .*--nonsense.*\n {2}- --port.*\n$/);
  });

  it('says in one line that the port is taken, and ends with code 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const target = new FakeProcess('--port', String((other.address() as AddressInfo).port));
    await run(createPingModule, { target });
    expect(await target.ended).toBe(1);
    expect(target.err).toMatch(/^Port \d+ on 127\.0\.0\.1 is in use[^\n]*\n$/);
    expect(target.out).toBe('');
    other.close();
  });

  it('shows where an error that nobody expected comes from, without passwords', async () => {
    const target = new FakeProcess('--port', '0');
    const createModule = () => Promise.reject(new Error('no way to postgresql://u:s3cr3t@h'));
    await run(createModule, { target });
    expect(await target.ended).toBe(1);
    expect(target.err).toContain('\n    at ');
    expect(target.err).not.toContain('s3cr3t');
  });

  it('shows only the message of an error that the caller expects', async () => {
    class FolderInUse extends Error {}
    const target = new FakeProcess('--port', '0');
    await run(() => Promise.reject(new FolderInUse('The data folder is in use')), { target, expected: [FolderInUse] });
    expect(await target.ended).toBe(1);
    expect(target.err).toBe('The data folder is in use\n');
  });
});
