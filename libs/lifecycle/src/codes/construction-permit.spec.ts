import fc from 'fast-check';
import { parseConstructionPermit } from './construction-permit';

describe('a construction permit number', () => {
  it('falls into its segments', () => {
    expect(parseConstructionPermit('361002202403150101')).toEqual({
      ok: true,
      code: '361002202403150101',
      region: '361002',
      issuedOn: '2024-03-15',
      sequence: '01',
      category: '01',
    });
  });

  it('is read through full-width characters and spaces', () => {
    expect(parseConstructionPermit('３６１００２ 20240229 01 01')).toMatchObject({ ok: true, issuedOn: '2024-02-29' });
  });

  it('takes every date there is', () => {
    const min = new Date('1999-01-01T00:00:00Z');
    const max = new Date('2099-12-31T00:00:00Z');
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        const issuedOn = date.toISOString().slice(0, 10);
        const code = `361002${issuedOn.replace(/-/g, '')}0102`;
        expect(parseConstructionPermit(code)).toMatchObject({ ok: true, issuedOn });
      }),
    );
  });

  it.each([
    '361002202302290101',
    '361002202413010101',
    '361002202404310101',
    '361002202400100101',
    '361002202401000101',
  ])('%s names no date', (input) => expect(parseConstructionPermit(input)).toEqual({ ok: false, problem: 'date' }));

  it.each([
    '',
    '36100220240315010',
    '3610022024031501011',
    '061002202403150101',
    '361002182403150101',
    '36100220240315010X',
  ])('%j has not its form', (input) =>
    expect(parseConstructionPermit(input)).toEqual({ ok: false, problem: 'format' }),
  );
});
