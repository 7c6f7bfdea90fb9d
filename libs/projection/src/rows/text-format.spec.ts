import { copyField, toText } from './text-format';

describe('values as PostgreSQL reads them from text', () => {
  it.each([
    ['text', 'a "quoted" text', 'a "quoted" text'],
    ['text', '', ''],
    ['text', null, null],
    ['text', undefined, null],
    ['integer', 0, '0'],
    ['bigint', 9007199254740993n, '9007199254740993'],
    ['boolean', false, 'false'],
    ['timestamptz', new Date('2026-01-02T03:04:05.006Z'), '2026-01-02T03:04:05.006Z'],
    ['json', { a: [1, null] }, '{"a":[1,null]}'],
    ['json', ['a', 'b'], '["a","b"]'],
    ['jsonb', 'a "text"', '"a \\"text\\""'],
    ['text[]', ['plain', 'a "quote"', 'back\\slash', '', null], '{"plain","a \\"quote\\"","back\\\\slash","",NULL}'],
    ['integer[]', [1, 2], '{"1","2"}'],
  ])('%s: %p', (type, value, text) => {
    expect(toText(value, type)).toBe(text);
  });

  it('escapes what has a meaning in COPY, and tells NULL from its name', () => {
    expect(copyField('tab\tline\nreturn\rback\\slash')).toBe('tab\\tline\\nreturn\\rback\\\\slash');
    expect(copyField(null)).toBe('\\N');
    expect(copyField('\\N')).toBe('\\\\N');
    expect(copyField('用地预审')).toBe('用地预审');
  });
});
