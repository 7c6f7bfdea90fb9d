import fc from 'fast-check';
import { districtCovers, districtPrefix, isDivisionCode } from './division';

const code = fc
  .tuple(
    fc.integer({ min: 11, max: 82 }),
    fc.constantFrom('00', '01', '10', '03'),
    fc.constantFrom('00', '02', '54', '10'),
    fc.constantFrom('', '000', '100', '010'),
    fc.constantFrom('', '000', '001', '200'),
  )
  .map(([province, city, county, town, village]) => `${province}${city}${county}${town}${town && village}`);
const path = fc
  .array(fc.constantFrom('England', 'Englandshire', 'South West', 'Bath_1', '100%'), { minLength: 1, maxLength: 3 })
  .map((levels) => levels.join('/'));
const district = fc.oneof(code, path);

describe('covering', () => {
  it.each([
    ['361000', '361000'],
    ['361000', '361002'],
    ['361000', '361002100'],
    ['361000', '361002100001'],
    ['360000', '361000'],
    ['360000', '360102'],
    ['360000', '361002100'],
    ['361002', '361002100'],
    ['361002000', '361002100'],
    ['361002100', '361002100001'],
    ['361002100000', '361002100001'],
    ['330300', '330354'],
    ['330354', '330354001'],
    ['England', 'England'],
    ['England', 'England/South West'],
    ['England/South West', 'England/South West/Bath'],
  ])('%s covers %s', (ancestor, below) => expect(districtCovers(ancestor, below)).toBe(true));

  it.each([
    ['361000', '360102'],
    ['361000', '360000'],
    ['360000', '370000'],
    ['361002', '361003'],
    ['361002', '361000'],
    ['361002100', '361002101'],
    ['330354', '330300'],
    ['England', 'Englandshire'],
    ['England/South West', 'England'],
    ['England/South West', 'England/South West Coast'],
    ['', 'England'],
    ['', '361002'],
  ])('%j does not cover %s', (ancestor, other) => expect(districtCovers(ancestor, other)).toBe(false));

  it('is reflexive and transitive', () => {
    fc.assert(
      fc.property(district, district, district, (a, b, c) => {
        expect(districtCovers(a, a)).toBe(true);
        if (districtCovers(a, b) && districtCovers(b, c)) expect(districtCovers(a, c)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the selection in SQL', () => {
  it.each([
    ['360000', '36', '36%'],
    ['361000', '3610', '3610%'],
    ['361002', '361002', '361002%'],
    ['361002100', '361002100', '361002100%'],
    ['361000000000', '3610', '3610%'],
    ['361010', '361010', '361010%'],
    ['England', 'England/', 'England/%'],
    ['Bath_1/100%', 'Bath_1/100%/', 'Bath\\_1/100\\%/%'],
  ])('%s goes by %s', (exact, prefix, like) => expect(districtPrefix(exact)).toEqual({ exact, prefix, like }));

  it('agrees with covering', () => {
    fc.assert(
      fc.property(district, district, (a, b) => {
        const { exact, like } = districtPrefix(a);
        const selected = b === exact || matchesLike(b, like);
        expect(selected).toBe(districtCovers(a, b));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a division code', () => {
  it.each(['361002', '330354', '500000', '361002100', '361002100001'])('%s is one', (text) =>
    expect(isDivisionCode(text)).toBe(true),
  );

  it.each(['', '36', '3610', '3610021', '36100210', '3610021000', '061002', '961002', '３６１００２', 'England'])(
    '%j is none',
    (text) => expect(isDivisionCode(text)).toBe(false),
  );
});

/** SQL's LIKE, with the backslash as escape. */
function matchesLike(text: string, pattern: string): boolean {
  const source = pattern.replace(/\\(.)|([%_])|([^\\%_])/gs, (_all, escaped, wildcard, plain) =>
    wildcard === '%' ? '.*' : wildcard === '_' ? '.' : (escaped ?? plain).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
  );
  return new RegExp(`^${source}$`, 's').test(text);
}
