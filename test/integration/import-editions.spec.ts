import { dayNumber, courseOf, timelineOn, type MilestoneFact } from '@milepost/lifecycle';
import { readMapping } from '@milepost/registry';
import { HARBOUR, HEAD, openLedger, type Ledger } from './import-ledger';

const A = [
  HEAD,
  '1;North quay;Quay;1200.5;01.02.2020;P-7;15.03.2020;;;;;',
  '2;Red crane;Crane;80;05.05.2021;;;;;01.06.2021;01.09.2021;strike',
  '3;Old crane;CRANE;;2019-01-01;;;30.06.2019;dropped;;;',
].join('\n');
const B = [
  HEAD,
  // The start was put right, the permit renumbered, the cost amended.
  '1;North quay;Quay;1300;01.02.2020;P-8;20.03.2020;11.11.2021;;;;',
  // Planned no more, paused later than thought.
  '2;Red crane;Crane;80;;;;;;02.06.2021;01.09.2021;strike',
  '4;New crane;Crane;;01.01.2024;;;;;;;',
].join('\n');

describe('importing editions of a register', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  it('records what a file states, with the file as its source, and the rules it is counted by', async () => {
    const report = await ledger.run(ledger.write('a.csv', A));
    expect(report.entries).toEqual([]);
    expect(report.adopted).toEqual(['catalogue harbour version 1', 'ruleset harbour-waits version 1']);
    expect(report.totals).toMatchObject({ rows: 3, registered: 3, recorded: 7, changed: 3, refused: 0 });
    const history = await ledger.history('1');
    expect(history?.registration).toMatchObject({
      name: 'North quay',
      kind: 'quay',
      totalInvestment: '12005000',
      external: { register: 'harbour', key: '1' },
    });
    expect(history?.source).toBe(`import:harbour:a.csv#sha256=${report.sha256}`);
    expect(history?.facts[0]).toMatchObject({ milestone: 'planned', on: '2020-02-01', document: { number: 'P-7' } });
    expect((await ledger.history('2'))?.facts.map((fact) => fact.kind)).toEqual(['milestone', 'suspended', 'resumed']);
    expect((await ledger.history('3'))?.facts[1]).toMatchObject({ milestone: 'dropped', on: '2019-06-30' });
  });

  it('adds nothing when the same file comes again, under whatever name', async () => {
    await ledger.run(ledger.write('a.csv', A));
    const head = await ledger.store.head();
    const again = await ledger.run(ledger.write('a copy.csv', A));
    expect(again.totals).toMatchObject({ unchanged: 3, changed: 0, events: 0 });
    expect(again.adopted).toEqual([]);
    expect(await ledger.store.head()).toBe(head);
  });

  it('records the differences of a newer edition as corrections, withdrawals and amendments', async () => {
    const first = await ledger.run(ledger.write('a.csv', A));
    const second = await ledger.run(ledger.write('b.csv', B));
    expect(second.totals).toMatchObject({ registered: 1, corrected: 3, withdrawn: 1, amended: 1, recorded: 2 });
    const events = (await ledger.events('1')).slice(3);
    expect(events.map((event) => event.type).sort()).toEqual([
      'milestone.corrected.v1',
      'milestone.corrected.v1',
      'milestone.reached.v1',
      'project.amended.v1',
    ]);
    for (const { metadata } of events) {
      expect(metadata).toEqual({ actor: 'import', source: `import:harbour:b.csv#sha256=${second.sha256}` });
    }
    const started = (await ledger.history('1'))?.facts.find(
      (fact): fact is MilestoneFact => fact.kind === 'milestone' && fact.milestone === 'started',
    );
    expect(started).toMatchObject({
      on: '2020-03-20',
      earlier: [{ on: '2020-03-15', source: `import:harbour:a.csv#sha256=${first.sha256}` }],
    });
    expect((await ledger.history('2'))?.withdrawn.map(({ fact }) => fact.kind)).toEqual(['milestone']);
    // A project that the new edition does not list stays as it was.
    expect(await ledger.events('3')).toHaveLength(3);
    expect((await ledger.run(ledger.write('b.csv', B))).totals.events).toBe(0);
  });

  it('makes of two editions what the second alone makes', async () => {
    await ledger.run(ledger.write('a.csv', A));
    await ledger.run(ledger.write('b.csv', B));
    const alone = await openLedger();
    try {
      await alone.run(alone.write('b.csv', B));
      const { catalogue } = await readMapping(ledger.write('m.yaml', HARBOUR));
      for (const key of ['1', '2', '4']) {
        const [both, one] = await Promise.all([ledger.history(key), alone.history(key)]);
        const lines = [both, one].map((history) => {
          const course = courseOf(history as NonNullable<typeof history>, catalogue.brought!.definition);
          const entries = timelineOn(course, 'quay', dayNumber('2024-06-01'));
          return {
            entries: entries.map(({ milestone, occurredOn, document }) => [milestone.code, occurredOn, document]),
            course: course.pauses.map(({ from, to }) => [from, to]),
          };
        });
        expect(lines[0]).toEqual(lines[1]);
      }
    } finally {
      await alone.close();
    }
  });

  it('lets a person’s correction and withdrawal stand until the register says something new', async () => {
    const file = ledger.write('a.csv', A);
    await ledger.run(file);
    await ledger.byHand('1', [
      { type: 'correctMilestone', milestone: 'started', occurredOn: '2020-03-18', reason: 'site diary' },
      { type: 'withdrawMilestone', milestone: 'planned', reason: 'never published' },
      { type: 'amendProject', changes: { name: 'Quay of the North' }, effectiveOn: null, reason: 'renamed' },
    ]);
    expect((await ledger.run(file)).totals).toMatchObject({ events: 0, unchanged: 3 });
    const newer = ledger.write('b.csv', B.replace('North quay', 'Northern quay'));
    expect((await ledger.run(newer)).totals).toMatchObject({ refused: 0 });
    const history = await ledger.history('1');
    const dates = history?.facts.flatMap((fact) => (fact.kind === 'milestone' ? [[fact.milestone, fact.on]] : []));
    // The plan's date is as before, so its withdrawal stands; the start has a new date.
    expect(dates).toEqual([
      ['started', '2020-03-20'],
      ['finished', '2021-11-11'],
    ]);
    expect(history?.facts.findLast((fact) => fact.kind === 'profile')).toMatchObject({
      changes: { name: 'Northern quay' },
    });
  });

  it.each([
    ['withdraw', ['milestone.withdrawn.v1', 'milestone.withdrawn.v1']],
    ['terminate', []],
  ])('treats a project that is listed no more as the mapping says: %s', async (missing, written) => {
    await ledger.run(ledger.write('a.csv', A));
    const mapping = `${HARBOUR}missing: ${missing}\n`;
    const newer = ledger.write('b.csv', B.replace(/^2;.*\n/m, ''));
    await ledger.run(newer, mapping);
    expect((await ledger.events('3')).slice(3).map((event) => event.type)).toEqual(written);
    const paused = await ledger.history('2');
    expect(paused?.facts.map((fact) => fact.kind)).toEqual(
      missing === 'withdraw' ? [] : ['milestone', 'suspended', 'resumed', 'terminated'],
    );
    expect((await ledger.run(newer, mapping)).totals.events).toBe(0);
    // Listed again, it goes on.
    await ledger.run(ledger.write('a.csv', A), mapping);
    expect((await ledger.history('2'))?.facts.map((fact) => fact.kind)).toEqual(['milestone', 'suspended', 'resumed']);
  });
});
