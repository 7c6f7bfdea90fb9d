import { HARBOUR, HEAD, openLedger, type Ledger } from './import-ledger';

const rows = (count: number) =>
  [
    HEAD,
    ...Array.from({ length: count }, (_, index) => `${index};Quay ${index};Quay;1;01.02.2020;;02.03.2021;;;;;`),
  ].join('\n');

describe('what an import refuses, and what it leaves behind', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  it('names line, column, value and reason of everything wrong in a row, and takes the other rows', async () => {
    const file = ledger.write(
      'bad.csv',
      [
        HEAD,
        '1;"Quay',
        'in two lines";Quay;;01.02.2020;;;;;;;',
        '2;Quay;Boat;1,2;31.02.2020;;01.01.2099;;;;;',
        ';No key;Quay;;;;;;;;;',
        '4;Twice;Quay;;01.02.2020;;;;;;;',
        '4;Twice again;Quay;;01.02.2020;;;;;;;',
        '5;;Quay;;01.02.1820;;;;;;;;;surplus',
        '6;Paused twice;Quay;;01.02.2020;;;;;;03.03.2020;',
      ].join('\r\n'),
    );
    const report = await ledger.run(file);
    expect(report.totals).toMatchObject({ rows: 7, registered: 2, refused: 5 });
    expect(
      report.entries.map(({ line, column, value, severity, notice }) => [line, column, value, severity, notice.code]),
    ).toEqual([
      [4, 'Planned', '31.02.2020', 'refused', 'import.date-unreadable'],
      [4, 'Started', '01.01.2099', 'refused', 'date.in-future'],
      [4, 'Kind', 'Boat', 'refused', 'import.value-unmapped'],
      [4, 'Cost', '1,2', 'refused', 'import.amount-unreadable'],
      [5, 'Ref', null, 'refused', 'import.key-missing'],
      [6, 'Ref', '4', 'refused', 'import.key-twice'],
      [7, 'Ref', '4', 'refused', 'import.key-twice'],
      [8, null, null, 'refused', 'import.too-many-cells'],
      [8, 'Planned', '01.02.1820', 'refused', 'date.implausible'],
      [8, 'Name', null, 'refused', 'field.required'],
      [9, 'Resumed', '2020-03-03', 'warning', 'import.status-without-effect'],
    ]);
    expect(report.entries.find((entry) => entry.notice.code === 'import.key-twice')?.notice.en).toContain('lines 6, 7');
    const zh = (code: string) => report.entries.find((entry) => entry.notice.code === code)?.notice.zh;
    expect(zh('import.amount-unreadable')).toBe('“1,2”不是可识别的金额:可有多种理解,请填写确切数额。');
    expect(zh('import.status-without-effect')).toBe('2020-03-03 的复工与此前状态不符,已略去。');
    expect((await ledger.history('1'))?.registration.name).toBe('Quay in two lines');
    // Nothing of a refused row, the good cells neither.
    expect(await ledger.events('2')).toEqual([]);
    expect(await ledger.events('4')).toEqual([]);
  });

  it('writes nothing in a dry run, and says the same', async () => {
    const file = ledger.write('a.csv', rows(5));
    const rehearsed = await ledger.run(file, HARBOUR, { dryRun: true });
    expect(await ledger.store.head()).toBe('0');
    const real = await ledger.run(file);
    expect({ ...rehearsed, dryRun: false, seconds: 0 }).toEqual({ ...real, seconds: 0 });
    expect(real.totals).toMatchObject({ registered: 5, recorded: 10 });
  });

  it('writes nothing when the file breaks off inside a quote', async () => {
    const file = ledger.write('a.csv', `${rows(300)}\n300;"never closed;Quay`);
    await expect(ledger.run(file)).rejects.toThrow(/a\.csv: the row that starts in line 302/);
    expect(await ledger.store.head()).toBe('0');
  });

  it('is completed by running it again after it was cut off', async () => {
    const file = ledger.write('a.csv', rows(400));
    const abort = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 60 && abort.abort();
    const cut = await ledger.run(file, HARBOUR, { signal: abort.signal, onProgress, lanes: 16 });
    expect(cut.interrupted).toBe(true);
    expect(cut.totals.registered).toBeLessThan(100);
    // Whoever is there is there as a whole.
    for (const event of await ledger.store.readAll()) {
      if (event.type === 'project.registered.v1') expect(await ledger.store.readStream(event.stream)).toHaveLength(3);
    }
    const rest = await ledger.run(file);
    expect(rest.totals).toMatchObject({ registered: 400 - cut.totals.registered, unchanged: cut.totals.registered });
    expect((await ledger.run(file)).totals.events).toBe(0);
  });

  it('lets two runs of the same file at once end with each project once', async () => {
    const file = ledger.write('a.csv', rows(200));
    await ledger.run(ledger.write('none.csv', rows(1)));
    const both = await Promise.all([ledger.run(file), ledger.run(file)]);
    expect(both.map(({ totals }) => totals.refused)).toEqual([0, 0]);
    expect(both[0].totals.registered + both[1].totals.registered).toBe(199);
  });

  it('refuses a definition that changed without a new version, before it writes', async () => {
    await ledger.run(ledger.write('a.csv', rows(1)));
    const head = await ledger.store.head();
    const changed = HARBOUR.replace('- planned', '- { code: planned, validMonths: 12 }');
    await expect(ledger.run(ledger.write('b.csv', rows(2)), changed)).rejects.toThrow(
      /version 1 of catalogue harbour was adopted with another content: raise its version/,
    );
    expect(await ledger.store.head()).toBe(head);
  });
});
