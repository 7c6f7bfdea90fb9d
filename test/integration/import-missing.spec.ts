import { HARBOUR, HEAD, openLedger, type Ledger } from './import-ledger';

const rows = (count: number) =>
  [HEAD, ...Array.from({ length: count }, (_, index) => `${index};Quay ${index};Quay;;01.02.2020;;;;;;;`)].join('\n');
const WITHDRAWING = `${HARBOUR}missing: withdraw\n`;

describe('an edition that lists less than the one before', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await openLedger();
    await ledger.run(ledger.write('whole.csv', rows(60)), WITHDRAWING);
  });
  afterEach(() => ledger.close());

  const dates = async (key: string) => (await ledger.history(key))?.facts.map((fact) => 'on' in fact && fact.on);

  it('takes back what it lists no more, counts it once, and finds nothing to do the next time', async () => {
    const newer = ledger.write('newer.csv', rows(55));
    expect((await ledger.run(newer, WITHDRAWING)).totals).toMatchObject({
      projects: 55,
      changed: 5,
      unchanged: 55,
      unlisted: 5,
      withdrawn: 5,
    });
    expect([await dates('54'), await dates('55')]).toEqual([['2020-02-01'], []]);
    expect((await ledger.run(newer, WITHDRAWING)).totals).toMatchObject({ changed: 0, unchanged: 55, events: 0 });
  });

  it('is hardly one when it lists less than half: nothing is written unless that is meant', async () => {
    const extract = ledger.write('extract.csv', rows(29));
    const head = await ledger.store.head();
    await expect(ledger.run(extract, WITHDRAWING)).rejects.toThrow(
      'extract.csv: of 60 projects that earlier editions brought it lists only 29: for an extract of a part, say',
    );
    expect((await ledger.run(extract, WITHDRAWING, { missing: 'keep' })).totals).toMatchObject({
      unlisted: 0,
      events: 0,
    });
    expect(await ledger.store.head()).toBe(head);
    expect((await ledger.run(extract, HARBOUR, { missing: 'withdraw' })).totals).toMatchObject({ withdrawn: 31 });
  });

  it('may list half', async () => {
    const half = ledger.write('half.csv', rows(30));
    expect((await ledger.run(half, WITHDRAWING)).totals).toMatchObject({ unlisted: 30, withdrawn: 30 });
  });
});
