import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import writeWorkbook from 'write-excel-file/node';
import { openSource, type SourceOptions } from './source';
import { typedNumber } from './xlsx-rows';
import { assertUnpacksWithin } from './zip-size';

describe('opening a source', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-source-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const rowsOf = async (content: string | Buffer, options: Partial<SourceOptions> = {}) => {
    const path = join(folder, 'file');
    writeFileSync(path, content);
    const source = await openSource(path, { encoding: 'auto', columns: ['Id', 'Name'], ...options });
    const rows = [];
    for await (const { line, cells, surplus } of source.rows())
      rows.push({ line, ...Object.fromEntries(cells), surplus });
    return rows;
  };

  it('tells the line on which a row starts, whatever its cells hold', async () => {
    const text = 'Id,Name\r\n1,"a\r\nb\nc"\r\n\r\n 2 ,\u00a0two \n,\n3,"say ""hi"""';
    expect(await rowsOf(text)).toEqual([
      { line: 2, Id: '1', Name: 'a b c', surplus: 0 },
      { line: 6, Id: '2', Name: 'two', surplus: 0 },
      { line: 8, Id: '3', Name: 'say "hi"', surplus: 0 },
    ]);
  });

  it('finds the header among titles and notes, or takes the row it is told', async () => {
    const text = 'A title; of two cells\nId\n\nUnit:;万元\nId;Name\n1;x\nId;Name\n';
    expect(await rowsOf(text)).toEqual([
      { line: 6, Id: '1', Name: 'x', surplus: 0 },
      { line: 7, Id: 'Id', Name: 'Name', surplus: 0 },
    ]);
    expect(await rowsOf(text, { headerRow: 7 })).toEqual([]);
  });

  it('takes brackets of either width and line breaks in a column’s name for the same', async () => {
    expect(await rowsOf('"总投资\n（万元）",编号\n5,1', { columns: ['总投资 (万元)'] })).toEqual([
      { line: 3, '总投资 (万元)': '5', surplus: 0 },
    ]);
  });

  it('reads the second of two columns of one name', async () => {
    expect(await rowsOf('Id,Date,Date\n1,a,b', { columns: ['Date#2', 'Id'] })).toEqual([
      { line: 2, 'Date#2': 'b', Id: '1', surplus: 0 },
    ]);
  });

  it('counts cells beyond the header', async () => {
    expect(await rowsOf('Id,Name\n1,x,y,,z\n2,x,,')).toMatchObject([{ surplus: 2 }, { surplus: 0 }]);
  });

  it('refuses an empty file and one in another encoding', async () => {
    await expect(rowsOf('')).rejects.toThrow(/file is empty/);
    await expect(rowsOf(Buffer.from([0xff, 0xff, 0x2c]), { encoding: 'utf-8' })).rejects.toThrow(
      /not written in utf-8/,
    );
    await expect(openSource(join(folder, 'none'), { encoding: 'auto', columns: [] })).rejects.toThrow(
      /can’t be opened/,
    );
  });

  it('refuses a gzipped file that is cut off', async () => {
    await expect(rowsOf(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]))).rejects.toThrow(
      /file can’t be unpacked/,
    );
  });

  it('reads a workbook: dates as days, numbers as typed, sheets by name', async () => {
    const data = [['Register'], ['Id', 'Name'], [40700.22, new Date(Date.UTC(2024, 1, 3))], [null], ['2', '  x ']];
    const sheets = [
      { data: [['nothing']], sheet: 'One' },
      { data, sheet: 'Two', dateFormat: 'yyyy"年"m"月"d"日"' },
    ];
    const workbook = await writeWorkbook(sheets as never).toBuffer();
    expect(await rowsOf(workbook, { sheet: 'Two' })).toEqual([
      { line: 3, Id: '40700.22', Name: '2024-02-03', surplus: 0 },
      { line: 5, Id: '2', Name: 'x', surplus: 0 },
    ]);
    await expect(rowsOf(workbook, { sheet: 'Three' })).rejects.toThrow(
      /no sheet is named “Three”\. The sheets are “One”, “Two”/,
    );
    await expect(rowsOf(workbook.subarray(0, 300))).rejects.toThrow(/workbook is damaged/);
    expect(() => assertUnpacksWithin(workbook, 100)).toThrow(/more than 1 MiB/);
  });

  it.each([
    ['40700.220000000001', '40700.22'],
    ['4.070022E4', '40700.22'],
    ['1E21', '1000000000000000000000'],
    ['20240305', '20240305'],
  ])('a number stored as %s was typed %s', (stored, typed) => {
    expect(typedNumber(stored)).toBe(typed);
  });
});
