import type { SourceRow } from '../read/source-row';
import { valueOf } from './field';
import { fieldAt } from './parse-field';

const row = (cells: Record<string, string>): SourceRow => ({
  line: 2,
  cells: new Map(Object.entries(cells)),
  surplus: 0,
});
const field = (value: unknown) => fieldAt({ value, path: 'profile.name', file: 'm.yaml' });

describe('fields of a mapping', () => {
  const cells = { A: 'Wales', B: 'UK', S: 'Application submitted', N: 'No. 12/3' };
  it.each<[string, unknown, string | undefined]>([
    ['a column', 'A', 'Wales'],
    ['a blank column', 'C', undefined],
    ['a default', { column: 'C', default: 'none' }, 'none'],
    ['a constant', { value: 7 }, '7'],
    ['the first that is not blank', { firstOf: ['C', 'B', 'A'] }, 'UK'],
    ['several, joined', { columns: ['B', 'C', 'A'], join: '/' }, 'UK/Wales'],
    ['what stands around it', { column: 'A', prefix: 'UK/', suffix: '!' }, 'UK/Wales!'],
    ['a part of it', { column: 'N', extract: 'No\\. (\\d+)' }, '12'],
    ['no part of it', { column: 'A', extract: '(\\d+)' }, undefined],
    ['a map', { column: 'A', map: { Wales: 'W' } }, 'W'],
    ['a map in any case', { column: 'A', ignoreCase: true, map: { WALES: 'W' } }, 'W'],
    ['a value left blank by the map', { column: 'A', map: { Wales: null } }, undefined],
    ['others', { column: 'A', map: { x: 'y' }, otherwise: 'z' }, 'z'],
    ['others left blank', { column: 'A', map: { x: 'y' }, otherwise: null }, undefined],
    ['others kept', { column: 'A', map: { x: 'y' }, keepOthers: true }, 'Wales'],
    ['a condition met', { column: 'A', when: { column: 'S', equals: 'Application Submitted' } }, 'Wales'],
    ['a condition not met', { column: 'A', when: { column: 'S', notIn: ['Application Submitted'] } }, undefined],
    [
      'all conditions',
      {
        column: 'A',
        when: [
          { column: 'B', in: ['UK'] },
          { column: 'C', blank: true },
          { column: 'S', matches: '^App' },
        ],
      },
      'Wales',
    ],
    [
      'one of them not met',
      {
        column: 'A',
        when: [
          { column: 'B', in: ['UK'] },
          { column: 'C', blank: false },
        ],
      },
      undefined,
    ],
  ])('%s', (_name, value, expected) => {
    expect(valueOf(field(value), row(cells))?.text).toBe(expected);
  });

  it('tells a value that the map does not name', () => {
    expect(valueOf(field({ column: 'A', map: { x: 'y' } }), row(cells))).toEqual({
      text: 'Wales',
      column: 'A',
      unmapped: true,
    });
  });

  it.each<[unknown, RegExp]>([
    [{ colum: 'A' }, /m\.yaml: profile\.name: “colum” is not known here; known are column, columns/],
    [{ column: 'A', columns: ['B'] }, /profile\.name: exactly one of column, columns, firstOf, value/],
    [{ column: 'A', otherwise: 'x' }, /belong to a “map”/],
    [{ column: 'A', extract: '(' }, /profile\.name\.extract: .*[Uu]nterminated group/],
    [{ column: 'A', when: { column: 'B' } }, /profile\.name\.when: exactly one of equals, in/],
    [{ column: ['A', ' '] }, /profile\.name\.column\[1\]: this must not be blank/],
    [['A'], /profile\.name: text is expected here/],
  ])('refuses %j', (value, message) => {
    expect(() => field(value)).toThrow(message);
  });
});
