import { randomUUID } from 'node:crypto';
import { ProjectLedger, projectIdFor, RulebookReader } from '@milepost/registry';
import { createPool } from '@milepost/postgres';
import { Directory } from '../../libs/directory/src';
import { CLOCK, HARBOUR, openLedger, type Ledger } from './import-ledger';

const MAPPING = `${HARBOUR}
responsibilities:
  lead-official: { column: Lead, from: { column: Since } }
`;
const row = (lead: string, since: string) =>
  `Ref;Name;Kind;Cost;Planned;Permit;Started;Finished;Status;Paused;Resumed;Why;Lead;Since\n1;Quay;Quay;;01.02.2020;;;;;;;;${lead};${since}`;

describe('an import of posts', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  it('refuses a row whose post has a phone number beside it, and stores nothing of it', async () => {
    const report = await ledger.run(ledger.write('a.csv', row('Harbour master 13807941234', '01.03.2020')), MAPPING);
    expect(report.entries.map(({ column, notice }) => [column, notice.code])).toEqual([['Lead', 'post.holds-phone']]);
    expect(await ledger.events('1')).toEqual([]);
  });

  it('leaves the person in a post that the register names again, and not in another post', async () => {
    await ledger.run(ledger.write('a.csv', row('Harbour master', '01.03.2020')), MAPPING);
    const pool = createPool(ledger.url);
    try {
      const directory = await Directory.open(pool);
      const person = randomUUID();
      await directory.add(person, { name: '上官婉清', phone: null, bureau: null, post: 'Harbour master' });
      const byHand = new ProjectLedger(ledger.store, new RulebookReader(ledger.store), CLOCK, directory);
      const assigned = await byHand.execute({
        projectId: projectIdFor('harbour', '1'),
        commands: [
          {
            type: 'assignResponsibility',
            role: 'lead-official',
            assignee: 'Harbour master',
            person,
            from: '2020-04-01',
          },
        ],
        metadata: { actor: 'clerk', source: 'graphql' },
      });
      expect(assigned.accepted).toBe(true);
      const leads = async () =>
        (await ledger.history('1'))?.facts.flatMap((fact) => (fact.kind === 'responsibility' ? [fact.person] : []));
      expect(
        (await ledger.run(ledger.write('b.csv', row('Harbour master', '01.03.2020')), MAPPING)).totals,
      ).toMatchObject({
        unchanged: 1,
      });
      expect(await leads()).toEqual([undefined, person]);
      await ledger.run(ledger.write('c.csv', row('Deputy master', '01.05.2020')), MAPPING);
      expect(await leads()).toEqual([undefined, person, undefined]);
    } finally {
      await pool.end();
    }
  });
});
