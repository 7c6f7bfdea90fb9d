import fc from 'fast-check';
import { decodeCursor, encodeCursor, type CursorKey } from './cursor';

const invalid = expect.objectContaining({ code: 'cursor.invalid', field: 'after' }) as Error;

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a cursor', () => {
  it('brings its keys back', () => {
    const key = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 8 }), (keys: CursorKey[]) => {
        expect(decodeCursor('projects', encodeCursor('projects', keys))).toEqual(keys);
      }),
    );
  });

  it('is refused by another list', () => {
    const cursor = encodeCursor('projects', [1]);
    expect(thrownBy(() => decodeCursor('projects:by-name', cursor))).toEqual(invalid);
  });

  it('is refused once any character of it is changed', () => {
    const cursor = encodeCursor('projects', ['2026-01-01', 17]);
    for (let index = 0; index < cursor.length - 1; index += 1) {
      const other = cursor[index] === 'A' ? 'B' : 'A';
      const changed = cursor.slice(0, index) + other + cursor.slice(index + 1);
      expect(thrownBy(() => decodeCursor('projects', changed))).toEqual(invalid);
    }
  });

  const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['nothing', ''],
    ['no base64url', 'not a cursor!'],
    ['no JSON', 'AAAA'],
    ['no array', text({ v: 1 })],
    ['another version', text([2, 'x', 'projects', 1])],
    ['too many keys', text([1, 'x', 'projects', ...Array.from({ length: 9 }, () => 1)])],
    ['keys of other types', text([1, 'x', 'projects', { a: 1 }])],
    ['too long', 'A'.repeat(2_000_000)],
  ])('is refused when it is %s', (_, cursor) =>
    expect(thrownBy(() => decodeCursor('projects', cursor))).toEqual(invalid),
  );

  it('holds the longest name', () => {
    for (const character of ['长', '"', '\u0001']) {
      const keys = [character.repeat(500), '00000000-0000-4000-8000-000000000000'];
      expect(decodeCursor('projects', encodeCursor('projects', keys))).toEqual(keys);
    }
  });

  it('is not made of more than it can hold', () => {
    expect(() => encodeCursor('projects', ['x'.repeat(8_000)])).toThrow(RangeError);
    expect(() => encodeCursor('projects', [1, 2, 3, 4, 5, 6, 7, 8, 9])).toThrow(RangeError);
  });
});
