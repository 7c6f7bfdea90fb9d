import { codedOnly } from './coded-values';

const kept = (value: unknown) => expect(codedOnly(value)).toEqual(value);

describe('what the access log keeps of a selection', () => {
  it('is which rows and which state: ids, codes, districts, days, instants, positions, cursors, numbers', () => {
    kept({
      id: 'aa0d4ef2-51a7-4c3c-8a52-6a3f6d3e6b01',
      code: '2403-361002-04-01-100866',
      filter: { district: ['361002', '361002104000'], kind: ['new-build'], industry: ['C3982'], sizeTier: null },
      asOf: { on: '2026-03-01', knownAt: '2026-01-01T00:00:00.000Z' },
      atLeast: '4492',
      after: 'WyJwcm9qZWN0cyIsInA3Il0=',
      type: ['milestone.reached.v1'],
      actor: 'clerk-01',
      first: 50,
      explained: true,
    });
  });

  it.each([
    ['a name in a filter of words', { filter: { leadOfficial: ['欧阳𠮷野', 'Zhang'] } }],
    ['a name where a code belongs', { code: '欧阳𠮷野', field: 'Zhang San' }],
    ['a phone number', { actor: '13812345678', code: '0794-8221345', milestone: '+86-13812345678' }],
  ])('is not %s', (_what, selection) => {
    const text = JSON.stringify(codedOnly(selection));
    expect(text).not.toMatch(/欧阳|Zhang|138|8221/);
    expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(selection));
  });

  it('tells of words how many and how long they are', () => {
    expect(codedOnly({ bureau: ['发改局', '𠮷'], tag: [] })).toEqual({
      bureau: ['withheld (3 characters)', 'withheld (1 characters)'],
      tag: [],
    });
  });
});
