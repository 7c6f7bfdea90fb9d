import { ALWAYS, dayNumber } from '../calendar';
import { CN_INVESTMENT, type Catalogue } from '../catalogue';
import { amended, assigned, coded, statusCorrected, transferred } from '../testing/commands.spec-support';
import { PERSON, PROFILE, registered, type Given } from '../testing/given.spec-support';
import { profileOn, profileSpans, sizeTierOf } from './profile';

const TODAY = '2024-12-31';
const project = registered();
const spans = (given: Given) => profileSpans(given.known, () => CN_INVESTMENT);
const on = (given: Given, day: string) => profileOn(spans(given), dayNumber(day));

describe('the size tier', () => {
  it.each([
    ['0', 'under-5m'],
    ['4999999.99', 'under-5m'],
    ['5000000', '5m-50m'],
    ['100000000', '100m-500m'],
    ['99999999999', '5b-up'],
  ])('of %s yuan is %s', (total, tier) => expect(sizeTierOf(CN_INVESTMENT, total)).toBe(tier));

  it('of an unknown total, or of one below all tiers, is none', () => {
    expect(sizeTierOf(CN_INVESTMENT, null)).toBeNull();
    expect(sizeTierOf({ ...CN_INVESTMENT, sizeTiers: CN_INVESTMENT.sizeTiers.slice(1) }, '1')).toBeNull();
  });
});

describe('a profile', () => {
  it('begins with what was registered', () => {
    expect(spans(project)).toEqual([
      {
        from: ALWAYS,
        profile: {
          ...PROFILE,
          code: null,
          aliases: [],
          sizeTier: '100m-500m',
          leadOfficial: null,
          leadOfficialId: null,
          bureau: null,
          contact: null,
          contactId: null,
        },
      },
    ]);
  });

  it('changes from the day on which a change takes effect', () => {
    const given = project.and(TODAY, amended({ totalInvestment: '600000000' }, '2024-05-01'));
    expect(on(given, '2024-04-30')).toMatchObject({ totalInvestment: '120000000', sizeTier: '100m-500m' });
    expect(on(given, '2024-05-01')).toMatchObject({ totalInvestment: '600000000', sizeTier: '500m-1b' });
  });

  it('is put right from the start without touching what changed later', () => {
    const given = project
      .and('2024-06-01', amended({ totalInvestment: '600000000' }, '2024-05-01'))
      .and('2024-07-01', amended({ totalInvestment: '130000000', name: '甲' }));
    expect(on(given, '2020-01-01')).toMatchObject({ totalInvestment: '130000000', name: '甲' });
    expect(on(given, '2024-05-01')).toMatchObject({ totalInvestment: '600000000', name: '甲' });
  });

  it('of several changes of one day takes the last', () => {
    const given = project.and(TODAY, amended({ kind: 'solar' }, '2024-05-01'), amended({ kind: 'wind' }, '2024-05-01'));
    expect(spans(given)).toHaveLength(2);
    expect(on(given, '2024-05-01').kind).toBe('wind');
  });

  it('lies where it was moved to, from the corrected day', () => {
    const given = project.and(TODAY, transferred('380124100', '2024-05-01'), statusCorrected('e1', '2024-05-10'));
    expect([on(given, '2024-05-09').district, on(given, '2024-05-10').district]).toEqual(['380124400', '380124100']);
  });

  it('knows who answers for it from when', () => {
    const given = project
      .and(TODAY, assigned('lead-official', '分管工业副县长', '2024-02-01'), assigned('bureau', '水利局', '2024-03-01'))
      .and(TODAY, assigned('lead-official', '常务副县长', '2024-06-01'), assigned('contact', '项目专员', '2024-06-01'));
    expect(on(given, '2024-05-31')).toMatchObject({ leadOfficial: '分管工业副县长', bureau: '水利局', contact: null });
    expect(on(given, '2024-06-01')).toMatchObject({ leadOfficial: '常务副县长', contact: '项目专员' });
  });

  it('knows the person in a post as long as the post is theirs', () => {
    const given = project
      .and(TODAY, assigned('lead-official', '分管工业副县长', '2024-02-01', PERSON))
      .and(TODAY, assigned('contact', '项目专员', '2024-02-01', PERSON))
      .and(TODAY, assigned('lead-official', '分管工业副县长', '2024-06-01'));
    expect(on(given, '2024-05-31')).toMatchObject({ leadOfficialId: PERSON, contactId: PERSON });
    expect(on(given, '2024-06-01')).toMatchObject({ leadOfficialId: null, contactId: PERSON });
  });

  it('has its code on every day, and its earlier ones as aliases, each once', () => {
    const [first, second] = ['2403-361002-04-01-100866', '2505-330354-04-01-274607'];
    const given = project.and(TODAY, coded(first), coded(second), coded(first), coded(second));
    expect(on(given, '2020-01-01')).toMatchObject({ code: second, aliases: [first] });
  });

  it('is sized by the catalogue of the day on which each span begins', () => {
    const later: Catalogue = { ...CN_INVESTMENT, sizeTiers: [{ code: 'any', label: { zh: '', en: '' }, from: '0' }] };
    const given = project.and(TODAY, amended({ name: '甲' }, '2024-05-01'));
    const tiers = profileSpans(given.known, (day) => (day < dayNumber('2024-05-01') ? CN_INVESTMENT : later));
    expect(tiers.map(({ profile }) => profile.sizeTier)).toEqual(['100m-500m', 'any']);
  });
});
