import type { ImportReport } from '@milepost/registry';
import { importSummary } from './import-summary';
import { ProgressBar } from './progress-bar';
import { reportCsv } from './report-csv';
import { displayWidth, textTable } from './text-table';

const notice = { code: 'date.in-future', field: null, params: {}, en: 'Too late, "really".', zh: '晚了。' };
const report: ImportReport = {
  file: 'a.csv',
  sha256: 'x',
  register: 'toy',
  dryRun: true,
  interrupted: false,
  adopted: ['catalogue toy version 1'],
  totals: {
    rows: 1200,
    projects: 1200,
    changed: 30,
    unchanged: 1170,
    unlisted: 6,
    refused: 1,
    events: 40,
    registered: 10,
    amended: 1,
    recorded: 20,
    corrected: 5,
    withdrawn: 4,
  },
  entries: [{ line: 3, column: '开工', value: '=cmd()', key: 'k', severity: 'refused', notice }],
  entriesLeftOut: 0,
  noticed: { 'prerequisite.missing': 7 },
  seconds: 2,
};

describe('what the command line shows', () => {
  it('aligns Chinese, and keeps control characters from the terminal', () => {
    expect(displayWidth('开工a')).toBe(5);
    expect(
      textTable(
        ['a', 'b'],
        [
          ['开工', 'x'],
          ['\u001b[31m', 'y'],
        ],
      ),
    ).toBe('a      b\n开工   x\n [31m  y');
    expect(textTable(['a', 'b'], [['abcdefgh', 'x']], 5)).toBe('a      b\nabcd…  x');
  });

  it('sums up an import in the language asked for', () => {
    const en = importSummary(report, 'en');
    expect(en).toContain('Dry run: nothing was written.\nWould adopt catalogue toy version 1.');
    expect(en).toContain('1,200 rows in 2.0 s (600 rows/s)');
    expect(en).toContain('10 registered, 20 changed, 1,170 unchanged, 1 refused');
    expect(en).toContain('6 of earlier editions are no longer listed');
    expect(en).toMatch(/3 +开工 +k +=cmd\(\) +Too late, "really"\./);
    const zh = importSummary({ ...report, dryRun: false }, 'zh');
    expect(zh).toContain('已采用 catalogue toy version 1。');
    expect(zh).toContain('1,200 行,用时 2.0 秒(每秒 600 行)');
    expect(zh).toContain('新增 10,变动 20,无变化 1,170,退回 1');
    expect(zh).toContain('有 6 个不再列出');
    expect(zh).toMatch(/3 +开工 +k +=cmd\(\) +晚了。/);
  });

  it('lists refusals of one cause once, with their number', () => {
    const [entry] = report.entries as [ImportReport['entries'][number]];
    const alike = Array.from({ length: 30 }, (_, index) => ({ ...entry, line: 3 + index, key: `k${index}` }));
    const causes = Array.from({ length: 22 }, (_, index) => ({ ...entry, line: 90 + index, value: `v${index}` }));
    const summary = importSummary({ ...report, entries: [...alike, ...causes, ...causes] }, 'en');
    expect(summary).toMatch(/\n3 .* k0 .* Too late, "really"\. \(×30\)\n90 .*\(×2\)\n/);
    expect(summary).toMatch(/\n… and 6 more: --report FILE writes all of them$/);
  });

  it('writes the report as CSV that a spreadsheet reads and does not run', () => {
    expect(reportCsv(report)).toBe(
      '\uFEFFline,column,key,value,severity,code,reason,原因\r\n3,开工,k,\'=cmd(),refused,date.in-future,"Too late, ""really"".",晚了。\r\n',
    );
  });

  it('draws a bar on a terminal and lines elsewhere', () => {
    let now = 0;
    const shown = (isTTY: boolean) => {
      now = 0;
      const texts: string[] = [];
      const bar = new ProgressBar({ isTTY, write: (text) => texts.push(text) }, () => now);
      for (let done = 1; done <= 100; done += 1) {
        now += 90;
        bar.update({ done, total: 100, refused: 2 });
      }
      bar.end();
      return texts;
    };
    expect(shown(true).at(-2)).toMatch(/\[#{30}\] 100% {2}100\/100 {2}11 rows\/s {2}2 refused$/);
    expect(shown(true)).toHaveLength(51);
    expect(shown(false)).toEqual(['56%  56/100  11 rows/s  2 refused\n', '100%  100/100  11 rows/s  2 refused\n']);
  });
});
