import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';
import { mappingFile, shippedRegisters } from './shipped-registers';

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const milepost = async (...args: string[]) => {
    const written = { out: '', err: '' };
    const spies = [
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((written.out += String(text)))),
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((written.err += String(text)))),
    ];
    try {
      return { code: await run(['node', 'milepost', ...args]), ...written };
    } finally {
      spies.forEach((spy) => spy.mockRestore());
    }
  };

  it('lists the mappings that ship, each of them sound', async () => {
    const { code, out } = await milepost('mappings');
    expect(code).toBe(0);
    for (const name of shippedRegisters()) expect(out).toContain(mappingFile(name));
    expect(shippedRegisters()).toEqual(expect.arrayContaining(['cn-ledger', 'repd']));
  });

  it('writes the template once, and again when told to', async () => {
    const path = join(folder, '台账.xlsx');
    expect(await milepost('template', path)).toEqual({ code: 0, out: `${path}\n`, err: '' });
    expect(existsSync(path)).toBe(true);
    expect(await milepost('template', path)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is there already.*\n$/),
    });
    expect((await milepost('template', path, '--force')).code).toBe(0);
    expect((await milepost('template', join(folder, 'x.csv'))).err).toMatch(/ends in \.xlsx/);
  });

  it.each([
    [['import', 'x.csv'], /required option '--mapping <mapping>'/],
    [
      ['import', 'x.csv', '--mapping', 'nowhere'],
      /^milepost: .*nowhere: there is no such file, nor a mapping[^\n]* cn-ledger, repd\n$/,
    ],
    [['import', 'nowhere.csv', '--mapping', 'repd'], /^milepost: .*nowhere\.csv: there is no such file[^\n]*\n$/],
    [['import', '--mapping', 'repd'], /missing required argument 'file'/],
    [['export', '--format', 'pdf'], /Allowed choices are jsonl, oc4ids, xes/],
    [['export', '--format', 'xes', '--on', 'today'], /^milepost: --on takes a day such as 2026-03-01, not "today"\n$/],
    [['frobnicate'], /unknown command 'frobnicate'/],
  ])('says in one line what is wrong with %j', async (args, message) => {
    const { code, err } = await milepost(...args);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it('names the place of a fault in a mapping', async () => {
    const path = join(folder, 'mapping.yaml');
    writeFileSync(path, 'register: x\nkeys: Ref\n');
    expect(await milepost('import', 'x.csv', '--mapping', path)).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^milepost: .*mapping\.yaml: “keys” is not known here; known are register, [^\n]*\n$/),
    });
  });

  it('shows its help without failing', async () => {
    expect(await milepost('import', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('--dry-run') });
  });
});
