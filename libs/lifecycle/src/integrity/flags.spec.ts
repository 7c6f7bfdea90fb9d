import { dayNumber } from '../calendar';
import {
  amended,
  corrected,
  invested,
  notApplicable,
  reached,
  status,
  withdrawn,
} from '../testing/commands.spec-support';
import { PROFILE, registered } from '../testing/given.spec-support';
import { flagged } from '../testing/flagged.spec-support';

const project = registered();
const HASHES = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];

describe('an order that is the wrong way round', () => {
  const begun = project.and('2024-05-02', reached('groundbreaking', '2024-05-01'));

  it('is asked about from groundbreaking on, first as missing, then with the days between', () => {
    const rule = 'groundbreaking-before-construction-permit';
    const later = begun.and('2024-07-01', reached('construction-permit', '2024-06-10'));
    expect(flagged(later, rule, '2024-04-30')).toEqual([]);
    expect(flagged(later, rule, '2024-05-01')).toMatchObject([
      { since: dayNumber('2024-05-01'), events: ['e1'], detail: { other: 'construction-permit' } },
    ]);
    expect(flagged(later, rule, '2024-06-10')).toMatchObject([
      { since: dayNumber('2024-06-10'), events: ['e1', 'e2'], detail: { days: 40, otherOn: '2024-06-10' } },
    ]);
  });

  it('is none where the approval came first, on the same day even', () => {
    const given = begun.and('2024-05-02', reached('land-supply', '2024-05-01'), reached('eia', '2024-03-01'));
    expect(flagged(given, 'groundbreaking-before-land-supply', '2024-12-31')).toEqual([]);
    expect(flagged(given, 'groundbreaking-before-eia', '2024-12-31')).toEqual([]);
  });

  it('is none for what does not belong to the project: by its kind, or as decided', () => {
    const renovation = registered({ kind: 'technical-renovation' }).and(
      '2024-05-02',
      reached('groundbreaking', '2024-05-01'),
    );
    expect(flagged(renovation, 'groundbreaking-before-land-supply', '2024-12-31')).toEqual([]);
    const waived = project.and(
      '2024-05-02',
      notApplicable('eia', '2024-04-01'),
      reached('groundbreaking', '2024-05-01'),
    );
    expect(flagged(waived, 'groundbreaking-before-eia', '2024-12-31')).toEqual([]);
    expect(flagged(begun, 'groundbreaking-before-eia', '2024-12-31')).toHaveLength(1);
  });

  it('is cleared and raised by corrections, and gone with what is withdrawn', () => {
    const rule = 'groundbreaking-before-eia';
    const inverted = begun.and('2024-06-02', reached('eia', '2024-06-01'));
    expect(flagged(inverted, rule, '2024-12-31')).toHaveLength(1);
    const cleared = inverted.and('2024-07-01', corrected('eia', '2024-04-01'));
    expect(flagged(cleared, rule, '2024-12-31')).toEqual([]);
    const raised = cleared.and('2024-07-02', corrected('groundbreaking', '2024-03-01'));
    expect(flagged(raised, rule, '2024-12-31')).toHaveLength(1);
    expect(flagged(raised.and('2024-07-03', withdrawn('groundbreaking')), rule, '2024-12-31')).toEqual([]);
  });

  it('is asked about statistics before groundbreaking, and not the other way', () => {
    const rule = 'statistics-before-groundbreaking';
    expect(flagged(begun.and('2024-06-02', reached('statistics', '2024-04-30')), rule, '2024-12-31')).toHaveLength(1);
    expect(flagged(begun.and('2024-06-02', reached('statistics', '2024-05-20')), rule, '2024-12-31')).toEqual([]);
  });
});

describe('done without statistics', () => {
  const rule = 'done-without-statistics';
  const complete = project.and('2024-06-02', reached('completion', '2024-06-01'));

  it('is asked from completion or commissioning until it is in statistics', () => {
    const given = complete.and('2024-09-02', reached('statistics', '2024-09-01'));
    expect([0, 1].map((index) => flagged(given, rule, ['2024-06-01', '2024-08-31'][index]!).length)).toEqual([1, 1]);
    expect(flagged(given, rule, '2024-05-31')).toEqual([]);
    expect(flagged(given, rule, '2024-09-01')).toEqual([]);
    expect(flagged(project.and('2024-06-02', reached('commissioning', '2024-06-01')), rule, '2024-06-01')).toHaveLength(
      1,
    );
  });

  it('is not asked of what is too small for statistics, or of unknown size', () => {
    for (const totalInvestment of ['4999999', null]) {
      const small = registered({ totalInvestment }).and('2024-06-02', reached('completion', '2024-06-01'));
      expect(flagged(small, rule, '2024-12-31')).toEqual([]);
    }
    const grown = registered({ totalInvestment: '4999999' }).and(
      '2024-06-02',
      reached('completion', '2024-06-01'),
      amended({ totalInvestment: '5000000' }, '2024-05-10'),
    );
    expect(flagged(grown, rule, '2024-12-31')).toHaveLength(1);
  });
});

describe('what was recorded long after it happened', () => {
  it('is asked about from the day of the entry, past the limit only', () => {
    const given = project.and('2024-06-30', reached('signing', '2024-05-30'), reached('eia', '2024-05-31'));
    expect(flagged(given, 'recorded-late', '2024-06-30')).toMatchObject([
      { subject: 'e1', since: dayNumber('2024-06-30'), detail: { milestone: 'signing', days: 31 } },
    ]);
    expect(flagged(given, 'recorded-late', '2024-06-29')).toEqual([]);
  });

  it('is also what was moved back to long before its entry', () => {
    const moved = project
      .and('2024-06-30', reached('signing', '2024-06-29'))
      .and('2024-07-01', corrected('signing', '2024-01-01'));
    expect(flagged(moved, 'recorded-late', '2024-12-31')).toHaveLength(1);
  });
});

describe('a month that is published', () => {
  const rule = 'published-month-changed';
  const published = { '2024-03': '2024-04-10T00:00:00.000Z' };

  it('is changed by an entry, by a correction into it, and by one out of it', () => {
    const entered = project.and('2024-04-20', reached('eia', '2024-03-20'));
    expect(flagged(entered, rule, '2024-12-31', published)).toMatchObject([
      { since: dayNumber('2024-04-20'), events: ['e1'], detail: { month: '2024-03' } },
    ]);
    const into = project
      .and('2024-04-05', reached('eia', '2024-04-02'))
      .and('2024-04-20', corrected('eia', '2024-03-31'));
    expect(flagged(into, rule, '2024-12-31', published)).toMatchObject([{ events: ['e1', 'e2'] }]);
    const outOf = project
      .and('2024-04-05', reached('eia', '2024-03-31'))
      .and('2024-04-20', corrected('eia', '2024-04-02'));
    expect(flagged(outOf, rule, '2024-12-31', published)).toMatchObject([
      { events: ['e1', 'e2'], detail: { month: '2024-03' } },
    ]);
  });

  it('is left as it was by what was stated before, by other months, and by what was in it never', () => {
    const before = project.and('2024-04-05', reached('eia', '2024-03-20'));
    const other = project.and('2024-04-20', reached('eia', '2024-04-02'));
    const mistaken = project
      .and('2024-04-20', reached('eia', '2024-03-20'))
      .and('2024-04-21', corrected('eia', '2024-04-02'));
    for (const given of [before, other, mistaken]) expect(flagged(given, rule, '2024-12-31', published)).toEqual([]);
  });

  it('is not changed by a document put in later', () => {
    const document = { number: '云环评字〔2024〕7号' };
    const given = project
      .and('2024-04-05', reached('eia', '2024-03-20'))
      .and('2024-04-20', corrected('eia', '2024-03-20', { document }));
    expect(flagged(given, rule, '2024-12-31', published)).toEqual([]);
  });
});

describe('one sitting', () => {
  const rule = 'recorded-in-one-sitting';
  const three = [reached('signing', '2024-01-10'), reached('filing', '2024-02-10'), reached('eia', '2024-03-10')];

  it('is one of as many milestones as the rule says, within its minutes', () => {
    const given = project.and('2024-06-01', ...three, reached('land-supply', '2024-04-10'));
    expect(flagged(given, rule, '2024-06-01')).toMatchObject([
      { events: ['e1', 'e2', 'e3', 'e4'], detail: { count: 4 } },
    ]);
    expect(flagged(given, rule, '2024-05-31')).toEqual([]);
  });

  it('is none of fewer, nor of days apart', () => {
    const given = project.and('2024-06-01', ...three).and('2024-06-02', reached('land-supply', '2024-04-10'));
    expect(flagged(given, rule, '2024-12-31')).toEqual([]);
  });
});

describe('dates on the last day of a quarter', () => {
  const rule = 'quarter-end-dates';
  const ends = [reached('signing', '2023-12-31'), reached('filing', '2024-03-31'), reached('eia', '2024-06-30')];

  it('are asked about once they are enough, until they are diluted', () => {
    const given = project.and(
      '2024-12-01',
      ...ends,
      ...['tendering', 'land-supply', 'planning-permit', 'groundbreaking'].map((code, index) =>
        reached(code, `2024-07-0${index + 1}`),
      ),
    );
    expect(flagged(given, rule, '2024-06-29')).toEqual([]);
    expect(flagged(given, rule, '2024-06-30')).toMatchObject([
      { events: ['e1', 'e2', 'e3'], detail: { count: 3, total: 3 } },
    ]);
    expect(flagged(given, rule, '2024-07-03')).toMatchObject([{ detail: { count: 3, total: 6 } }]);
    expect(flagged(given, rule, '2024-07-04')).toEqual([]);
  });

  it('are none a day before or after', () => {
    const given = project.and(
      '2024-12-01',
      reached('signing', '2023-12-30'),
      reached('filing', '2024-04-01'),
      ends[2]!,
    );
    expect(flagged(given, rule, '2024-12-31')).toEqual([]);
  });
});

describe('an approval past its validity', () => {
  const rule = 'approval-expired';
  const approved = project.and('2024-02-01', reached('eia', '2024-01-10', { validUntil: '2024-06-30' }));

  it('is asked about from the day after, unless the project has ended', () => {
    expect(flagged(approved, rule, '2024-06-30')).toEqual([]);
    expect(flagged(approved, rule, '2024-07-01')).toMatchObject([{ since: dayNumber('2024-07-01'), events: ['e1'] }]);
    const ended = approved.and('2024-08-01', status('terminated', '2024-07-15'));
    expect(flagged(ended, rule, '2024-07-14')).toHaveLength(1);
    expect(flagged(ended, rule, '2024-07-15')).toEqual([]);
  });

  it('is none where it was given again in time, or built upon', () => {
    const again = approved.and('2024-07-01', reached('eia', '2024-06-30', { validUntil: '2029-06-30', repeat: true }));
    const built = approved.and('2024-07-01', reached('groundbreaking', '2024-06-30'));
    for (const given of [again, built]) expect(flagged(given, rule, '2024-12-31')).toEqual([]);
  });

  it('is asked about for good where it was built upon after it had lapsed', () => {
    const late = approved
      .and('2024-09-01', reached('groundbreaking', '2024-08-01'))
      .and('2024-10-01', reached('eia', '2024-09-30', { validUntil: '2029-06-30', repeat: true }));
    expect(flagged(late, rule, '2024-12-31')).toMatchObject([
      { since: dayNumber('2024-08-01'), events: ['e1', 'e2'], detail: { otherOn: '2024-08-01' } },
    ]);
  });
});

describe('investment against progress', () => {
  const rule = 'investment-out-of-step';

  it('is asked about from the end of the month until a report that is in step', () => {
    const given = project
      .and('2024-04-05', invested('2024-03', '60000000', '60000000', { progressPercent: 29.99 }))
      .and('2024-06-05', invested('2024-05', '10', '60000010', { progressPercent: 40 }));
    expect(flagged(given, rule, '2024-03-30')).toEqual([]);
    expect(flagged(given, rule, '2024-03-31')).toMatchObject([
      { events: ['e1'], detail: { invested: 50, progress: 29.99, points: 20.01 } },
    ]);
    expect(flagged(given, rule, '2024-05-31')).toEqual([]);
  });

  it('is not within the margin, without progress or without a total', () => {
    const report = invested('2024-03', '60000000', '60000000', { progressPercent: 30 });
    const noProgress = { ...report, progressPercent: undefined };
    expect(flagged(project.and('2024-04-05', report), rule, '2024-12-31')).toEqual([]);
    expect(flagged(project.and('2024-04-05', noProgress), rule, '2024-12-31')).toEqual([]);
    const unknown = registered({ totalInvestment: null }).and('2024-04-05', { ...report, progressPercent: 1 });
    expect(flagged(unknown, rule, '2024-12-31')).toEqual([]);
    expect(PROFILE.totalInvestment).toBe('120000000');
  });
});

describe('a document', () => {
  const rule = 'document-changed';
  const document = { number: '云环评字〔2024〕7号', sha256: HASHES[0] };
  const approved = project.and('2024-02-01', reached('eia', '2024-01-10', { document }));

  it('whose file was replaced under its number is asked about, with the events that filed it', () => {
    const replaced = approved.and(
      '2024-03-01',
      corrected('eia', '2024-01-10', { document: { ...document, sha256: HASHES[1] } }),
    );
    expect(flagged(replaced, rule, '2024-12-31')).toMatchObject([
      { since: dayNumber('2024-03-01'), events: ['e1', 'e2'], detail: { count: 2 } },
    ]);
    const twice = approved.and(
      '2024-03-01',
      reached('filing', '2024-01-05', { document: { number: '云环评字[2024]7号', sha256: HASHES[1] } }),
    );
    expect(flagged(twice, rule, '2024-12-31')).toHaveLength(1);
  });

  it('with another number is another document, and one with the same file the same', () => {
    const other = approved.and(
      '2024-03-01',
      corrected('eia', '2024-01-10', { document: { number: '云环评字〔2024〕8号', sha256: HASHES[1] } }),
    );
    const same = approved.and('2024-03-01', corrected('eia', '2024-01-11', { document }));
    for (const given of [approved, other, same]) expect(flagged(given, rule, '2024-12-31')).toEqual([]);
  });
});
