import { ISO_FORMAT, patternFormat, patternProblem, SERIAL_FORMAT } from './day-format';

const ZONE = 'Asia/Shanghai';

describe('date formats', () => {
  it.each([
    ['dd/MM/yyyy', '03/02/2021', '2021-02-03'],
    ['dd/MM/yyyy', '3/2/2021', null],
    ['d/M/yyyy', '3/2/2021', '2021-02-03'],
    ['dd/MM/yyyy', '31/02/2021', null],
    ['dd/MM/yyyy HH:mm', '03/02/2021 23:59', '2021-02-03'],
    ['yyyy年M月d日', '2024年3月5日', '2024-03-05'],
    ['yyyy.M.d', '2024.12.05', '2024-12-05'],
    ['yyyyMMdd', '20240305', '2024-03-05'],
    ['yyyy/MM/dd HH:mm:ss.SSSXXX', '2024/03/05 23:30:15.304000+00:00', '2024-03-06'],
    ['yyyy/MM/dd HH:mm:ssXXX', '2024/03/05 23:30:15+0800', '2024-03-05'],
    ['d MMM yyyy', '5 Mar 2024', '2024-03-05'],
    ['MMMM d, yyyy', 'September 5, 2024', '2024-09-05'],
    ['d MMM yyyy', '5 Foo 2024', null],
    ['d/M/yy', '5/3/24', '2024-03-05'],
    ['d/M/yy', '5/3/98', '1998-03-05'],
    ["yyyy'T'MM", '2024T05', '2024-05-01'],
  ])('%s reads %s as %s', (pattern, text, day) => {
    expect(patternFormat(pattern).read(text, ZONE)).toBe(day);
  });

  it('takes a month for its first or last day', () => {
    expect(patternFormat('yyyy年M月', 'first-day').read('2024年2月', ZONE)).toBe('2024-02-01');
    expect(patternFormat('yyyy年M月', 'last-day').read('2024年2月', ZONE)).toBe('2024-02-29');
  });

  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024-02-30', null],
    ['2024-03-05T23:30', '2024-03-05'],
    ['2024-03-05 23:30:00', '2024-03-05'],
    ['2024-03-05T23:30:00Z', '2024-03-06'],
    ['2024-03-05T23:30:00.123+08:00', '2024-03-05'],
    ['2024-03-05T23:30:00+0000', '2024-03-06'],
    ['2024-03-05T23:30:00-05', '2024-03-06'],
    ['2024-03-05T25:30:00Z', null],
    ['05/03/2024', null],
  ])('ISO 8601: %s in Shanghai is %s', (text, day) => {
    expect(ISO_FORMAT.read(text, ZONE)).toBe(day);
  });

  it.each([
    ['45325', '2024-02-03'],
    ['45325.75', '2024-02-03'],
    ['61', '1900-03-01'],
    ['59', null],
    ['2024.5.1', null],
    ['x', null],
  ])('a serial number: %s is %s', (text, day) => {
    expect(SERIAL_FORMAT.read(text, ZONE)).toBe(day);
  });

  it('says what a pattern lacks', () => {
    expect(patternProblem('dd/MM', undefined)).toMatch(/names the year/);
    expect(patternProblem('yyyy', undefined)).toMatch(/names the month/);
    expect(patternProblem('yyyy-MM', undefined)).toMatch(/monthStandsFor/);
    expect(patternProblem('yyyy-MM', 'first-day')).toBeNull();
  });
});
