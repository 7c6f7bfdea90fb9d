import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { courseOf, dayNumber, standingOn, type Catalogue, type History } from '@milepost/lifecycle';
import { ledgerTemplate, readMapping, importFile, TEMPLATE_COLUMNS } from '@milepost/registry';
import readWorkbook from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';
import { CLOCK, HARBOUR, HEAD, openLedger, type Ledger } from './import-ledger';

const CN_LEDGER = join(__dirname, '..', '..', 'apps', 'cli', 'registers', 'cn-ledger', 'mapping.yaml');

/** A row of the Chinese ledger, blank where nothing is given. */
const cnRow = (cells: Readonly<Record<string, unknown>>) => TEMPLATE_COLUMNS.map(({ name }) => cells[name] ?? null);

const PROJECT = {
  项目编号: 'LC-001',
  项目名称: '年产5万吨新材料项目',
  项目类型: '新建产业项目',
  属地: '361002',
  投资主体: '示例新材料有限公司',
  统一社会信用代码: '91360100MA01001390',
  '总投资(万元)': 40700.22,
  标签: '省重点、续建',
  项目代码: '2403-361002-04-01-100866',
  '牵头领导(职务)': '分管工业副县长',
  责任单位: '县发改委',
  签约: new Date(Date.UTC(2023, 2, 8)),
  '备案/核准': '2023年4月1日',
  '备案/核准文号': '备〔2023〕12号',
  环评: '２０２３．６．１５',
  计划开工: '2024-09-01',
  停工日期: '2024/1/5',
  停工原因: '征拆',
};

describe('the formats of files', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const table = `${HEAD}\n1;Cais do Porto – café;Quay;1;01.02.2020;;;;;;;`;
  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${table}`)],
    ['Windows-1252', Buffer.from(table.replace('–', '\x96'), 'latin1')],
    ['UTF-16 as Excel saves it', Buffer.from(`\uFEFF${table.replaceAll(';', '\t')}`, 'utf16le')],
    ['gzip', gzipSync(table)],
    ['commas', Buffer.from(table.replaceAll(';', ','))],
    ['a title above the header', Buffer.from(`Register of the harbour\n\n${table}`)],
  ])('reads %s', async (_name, bytes) => {
    const report = await ledger.run(ledger.write('a.csv', bytes));
    expect(report.entries).toEqual([]);
    expect((await ledger.history('1'))?.registration.name).toBe('Cais do Porto – café');
  });

  it('reads GB18030, which Chinese offices save', async () => {
    // 名称 and 码头 in GB18030.
    const mapping = HARBOUR.replace('name: Name', 'name: 名称');
    const bytes = Buffer.concat([
      Buffer.from('Ref;'),
      Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]),
      Buffer.from(`${HEAD.slice('Ref;Name'.length)}\n1;`),
      Buffer.from([0xc2, 0xeb, 0xcd, 0xb7]),
      Buffer.from(';Quay;1;01.02.2020;;;;;;;'),
    ]);
    await ledger.run(ledger.write('a.csv', bytes), mapping);
    expect((await ledger.history('1'))?.registration.name).toBe('码头');
  });

  it('says which columns it misses, and what stands there instead', async () => {
    const file = ledger.write('a.csv', table.replace('Planned', 'Planed'));
    await expect(ledger.run(file)).rejects.toThrow(/line 1: no column named “Planned”\. The columns are “Ref”, “Name”/);
    const twice = ledger.write('b.csv', table.replace('Permit', 'Started'));
    await expect(ledger.run(twice, HARBOUR.replace(', document: { number: Permit }', ''))).rejects.toThrow(
      /more than one column is named “Started”; write “Started#1”/,
    );
  });

  it('imports the template for Chinese offices as it is', async () => {
    const template = await ledgerTemplate();
    const mapping = await readMapping(CN_LEDGER);
    const blank = await importFile({
      file: ledger.write('空白.xlsx', template),
      mapping,
      store: ledger.store,
      clock: CLOCK,
    });
    expect(blank.totals).toMatchObject({ rows: 0, refused: 0 });

    const [sheet] = await readWorkbook(template);
    const head = (sheet?.data ?? []).slice(0, 3);
    expect(head[2]).toEqual(TEMPLATE_COLUMNS.map(({ name }) => name));
    const filled = writeWorkbook([...head, cnRow(PROJECT)] as never, { sheet: '项目台账', dateFormat: 'yyyy/m/d' });
    const file = ledger.write('台账.xlsx', await filled.toBuffer());
    const report = await importFile({ file, mapping, store: ledger.store, clock: CLOCK });
    expect(report.entries).toEqual([]);
    const history = await ledger.history('LC-001', 'cn-ledger');
    expect(history?.registration).toMatchObject({
      name: '年产5万吨新材料项目',
      kind: 'new-build',
      totalInvestment: '407002200',
      tags: ['省重点', '续建'],
      catalogue: { code: 'cn-investment' },
    });
    expect(history?.facts.map((fact) => [fact.kind, 'on' in fact ? fact.on : null])).toEqual([
      ['code', null],
      ['responsibility', '2024-06-01'],
      ['responsibility', '2024-06-01'],
      ['milestone', '2023-03-08'],
      ['milestone', '2023-04-01'],
      ['milestone', '2023-06-15'],
      ['suspended', '2024-01-05'],
      ['commitment', '2024-06-01'],
    ]);
    const again = await importFile({
      file,
      mapping,
      store: ledger.store,
      clock: { now: () => '2024-07-01T00:00:00.000Z' },
    });
    expect(again.totals).toMatchObject({ unchanged: 1, events: 0 });
  });

  it('reads an event log with a file of cases: instants in the catalogue’s zone, repeats or the earliest of each milestone', async () => {
    const log = HARBOUR.replace(/milestones:\n {2}planned[\s\S]*$/, '').replace(
      'register: harbour',
      'register: harbour\nformat: events',
    );
    const mapping = `${log}
events:
  activity: What
  date: When
  meanings: { Planned: planned, Work begins: started, Done: finished, Halt: { status: suspended } }
  ignore: [Inspected]
cases: { file: cases.csv, key: Ref }
`.replace('key: Ref\ncatalogue', 'key: Case\ncatalogue');
    ledger.write('cases.csv', 'Ref,Name,Kind,Cost\n7,East quay,Quay,1\n8,West quay,Quay,\n');
    const file = ledger.write(
      'events.csv',
      [
        'Case,What,When',
        '7,Work begins,2021-06-30T23:30:00Z',
        '7,Planned,2021-01-01',
        '7,work  begins,2021-08-01',
        '7,Inspected,nonsense',
        '9,Planned,2021-01-01',
        '8,Painted,2021-01-01',
        '7,Halt,2021-09-01 10:00',
      ].join('\n'),
    );
    const report = await ledger.run(file, mapping);
    expect(report.entries.map(({ line, key, notice }) => [line, key, notice.code])).toEqual([
      [6, '9', 'import.case-unknown'],
      [7, '8', 'import.value-unmapped'],
    ]);
    const facts = (await ledger.history('7'))?.facts.map((fact) => [
      'milestone' in fact ? fact.milestone : fact.kind,
      'on' in fact && fact.on,
    ]);
    // Half past eleven in the evening, UTC, is the next day in Lisbon in summer.
    expect(facts).toEqual([
      ['planned', '2021-01-01'],
      ['started', '2021-07-01'],
      ['started', '2021-08-01'],
      ['suspended', '2021-09-01'],
    ]);
    expect((await ledger.run(file, mapping)).totals.events).toBe(0);
    const first = mapping.replace('ignore: [Inspected]', 'ignore: [Inspected]\n  repeats: first');
    expect((await ledger.run(file, first)).totals).toMatchObject({ withdrawn: 1, events: 1 });
    expect((await ledger.run(file, first)).totals.events).toBe(0);
  });

  it('reads every row of an event log: by a repeat, a project that had gone out is under way again', async () => {
    const log = HARBOUR.replace(/profile:[\s\S]*$/, '').replace('register: harbour', 'register: moles\nformat: events');
    const mapping = `${log}
profile: { name: Ref, kind: { value: quay }, district: { value: Porto } }
events: { activity: What, date: When, meanings: { Planned: planned, Work begins: started, Refused: dropped } }
`;
    const file = ledger.write(
      'moles.csv',
      [
        'Ref,What,When',
        // Out of order, twice on one day, out, back in by a repeat, out again.
        '1,Refused,2021-03-01',
        '1,Planned,2021-01-01',
        '1,Planned,2021-01-01',
        '1,Planned,2021-05-01',
        '1,Refused,2021-07-01',
        '1,Work begins,',
      ].join('\n'),
    );
    expect((await ledger.run(file, mapping)).totals).toMatchObject({ recorded: 4, refused: 0 });
    const history = (await ledger.history('1', 'moles')) as History;
    const { catalogue } = await readMapping(ledger.write('moles.yaml', mapping));
    const course = courseOf(history, catalogue.brought?.definition as Catalogue);
    const standing = (day: string) => standingOn(course, dayNumber(day));
    const days = ['2021-02-28', '2021-03-01', '2021-04-30', '2021-05-01', '2021-06-30', '2021-07-01'];
    expect(days.map(standing)).toEqual(['active', 'ended', 'ended', 'active', 'active', 'ended']);
    expect((await ledger.run(file, mapping)).totals.events).toBe(0);
  });
});
