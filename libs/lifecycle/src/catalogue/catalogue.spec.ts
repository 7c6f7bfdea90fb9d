import { laterThan, milestoneOf, type Catalogue } from './catalogue';
import { CN_INVESTMENT } from './cn-investment';

const milestone = (code: string, after: string[], exit = false) => ({
  code,
  label: { zh: code, en: code },
  after,
  recorder: { zh: '', en: '' },
  ...(exit && { exit }),
});
const catalogue = (...milestones: ReturnType<typeof milestone>[]): Catalogue => ({ ...CN_INVESTMENT, milestones });

describe('the milestones later than another', () => {
  it('come after it, directly or through others, in the catalogue’s order', () => {
    expect(laterThan(CN_INVESTMENT, 'land-supply')).toEqual([
      'planning-permit',
      'construction-permit',
      'groundbreaking',
      'statistics',
      'completion',
      'acceptance',
      'commissioning',
      'full-capacity',
    ]);
    expect(laterThan(CN_INVESTMENT, 'full-capacity')).toEqual([]);
  });

  it('leave out parallel ones', () => {
    const [afterEia, afterApproval] = ['eia', 'land-pre-approval'].map((code) => laterThan(CN_INVESTMENT, code));
    expect(afterEia).not.toContain('land-supply');
    expect(afterApproval).not.toContain('eia');
    expect(afterApproval).toContain('groundbreaking');
  });

  it('leave out exits and what comes only after them', () => {
    const given = catalogue(
      milestone('a', []),
      milestone('refused', ['a'], true),
      milestone('appeal', ['refused']),
      milestone('b', ['a']),
    );
    expect(laterThan(given, 'a')).toEqual(['b']);
    expect(laterThan(given, 'refused')).toEqual(['appeal']);
  });

  it('are listed as the catalogue lists them, not as they are found', () => {
    expect(laterThan(catalogue(milestone('a', []), milestone('c', ['b']), milestone('b', ['a'])), 'a')).toEqual([
      'c',
      'b',
    ]);
  });

  it('end in a circle all the same', () => {
    expect(laterThan(catalogue(milestone('a', ['b']), milestone('b', ['a'])), 'a')).toEqual(['a', 'b']);
  });

  it('of an unknown milestone are none', () => {
    expect(laterThan(CN_INVESTMENT, 'launch')).toEqual([]);
    expect(milestoneOf(CN_INVESTMENT, 'launch')).toBeUndefined();
    expect(milestoneOf(CN_INVESTMENT, 'eia')?.validMonths).toBe(60);
  });
});
