import { HARBOUR, HEAD, openLedger, type Ledger } from './import-ledger';

const LENIENT = HARBOUR.replace('blank: [n/a] }', 'blank: [n/a], unreadable: leave-out }');
const LOG = `
register: harbour
format: events
key: Ref
catalogue: { define: { code: harbour, timeZone: Europe/Lisbon, milestones: [planned, started, finished] } }
dates: { formats: [dd.MM.yyyy], unreadable: leave-out }
profile: { name: Ref, kind: { value: project }, district: { value: Harbour } }
events:
  activity: What
  date: When
  meanings: { planned: planned, started: started, finished: finished }
`;

describe('a date that can’t be read, where the mapping takes the row all the same', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const dates = async () =>
    (await ledger.history('1'))?.facts.map((fact) => ('milestone' in fact ? [fact.milestone, fact.on] : fact.kind));
  const complaints = ({ entries }: Awaited<ReturnType<Ledger['run']>>) =>
    entries.map(({ severity, line, column, value, notice }) => [severity, line, column, value, notice.code]);

  it('says nothing: what is known stays, and the rest of the row is taken', async () => {
    const edition = async (name: string, planned: string, started: string) =>
      ledger.run(ledger.write(name, `${HEAD}\n1;North quay;Quay;;${planned};;${started};;;;;`), LENIENT);
    await edition('a.csv', '01.02.2020', '15.03.2020');
    const garbled = await edition('b.csv', '03.02.2020', '7740');
    expect(complaints(garbled)).toEqual([['warning', 2, 'Started', '7740', 'import.date-unreadable']]);
    expect(garbled.totals).toMatchObject({ corrected: 1, withdrawn: 0 });
    expect(await dates()).toEqual([
      ['planned', '2020-02-03'],
      ['started', '2020-03-15'],
    ]);
    // Blank is another matter.
    expect((await edition('c.csv', '31.12.1820', '')).totals).toMatchObject({ corrected: 0, withdrawn: 1 });
    expect(await dates()).toEqual([['planned', '2020-02-03']]);
  });

  it('says nothing in a log either, of its own milestone alone', async () => {
    const log = async (name: string, rows: string) => ledger.run(ledger.write(name, `Ref;What;When\n${rows}`), LOG);
    await log('a.csv', '1;planned;01.02.2020\n1;started;15.03.2020\n1;finished;01.01.2021');
    const garbled = await log('b.csv', '1;planned;01.02.2020\n1;started;soon');
    expect(complaints(garbled)).toEqual([['warning', 3, 'When', 'soon', 'import.date-unreadable']]);
    expect(await dates()).toEqual([
      ['planned', '2020-02-01'],
      ['started', '2020-03-15'],
    ]);
  });
});
