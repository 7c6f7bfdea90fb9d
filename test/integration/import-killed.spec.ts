import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { HARBOUR, HEAD, openLedger, type Ledger } from './import-ledger';

const ROOT = join(__dirname, '..', '..');
const ROWS = 3_000;

describe('an import whose process is killed', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const milepost = (...args: string[]) =>
    spawn(
      process.execPath,
      ['-r', join(ROOT, 'test', 'support', 'ts-node-hook.cjs'), join(ROOT, 'apps/cli/src/main.ts'), ...args],
      {
        cwd: ledger.folder,
        env: { ...process.env, DATABASE_URL: ledger.url },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );

  it('leaves whole projects behind and is completed by running it again', async () => {
    const rows = Array.from({ length: ROWS }, (_, index) => `${index};Quay;Quay;1;01.02.2020;;02.03.2021;;;;;`);
    ledger.write('a.csv', [HEAD, ...rows, 'bad;Quay;Boat;;;;;;;;;'].join('\n'));
    ledger.write('mapping.yaml', HARBOUR);
    const first = milepost('import', 'a.csv', '--mapping', 'mapping.yaml');
    const ended = once(first, 'exit');
    while (Number(await ledger.store.head()) < 300) {
      expect(first.exitCode).toBeNull();
      await new Promise((done) => setTimeout(done, 10));
    }
    first.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    let registered = 0;
    for (let page = await ledger.store.readAll({ limit: 10_000 }); page.length > 0;) {
      for (const { type, stream } of page) {
        if (type !== 'project.registered.v1') continue;
        registered += 1;
        expect(page.filter((event) => event.stream === stream)).toHaveLength(3);
      }
      page = await ledger.store.readAll({ limit: 10_000, after: page.at(-1)?.position });
    }
    expect(registered).toBeGreaterThan(0);
    expect(registered).toBeLessThan(ROWS);

    const second = milepost('import', 'a.csv', '--mapping', 'mapping.yaml', '--report', 'report.csv');
    let output = '';
    second.stdout.on('data', (text) => (output += String(text)));
    // A row was refused: the rest was taken.
    expect((await once(second, 'close'))[0]).toBe(2);
    const number = (value: number) => value.toLocaleString('en');
    expect(output).toContain(
      `${number(ROWS - registered)} registered, 0 changed, ${number(registered)} unchanged, 1 refused`,
    );
    expect(ledger.read('report.csv')).toMatch(
      /^\uFEFFline,column,.*\r\n3002,Kind,bad,Boat,refused,import\.value-unmapped,/,
    );
  });
});
