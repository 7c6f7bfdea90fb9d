import { Kind, type GraphQLScalarType } from 'graphql';
import { CalendarDate } from './calendar-date';
import { Instant } from './instant';
import { Position } from './position';
import { UUID } from './uuid';
import { Yuan } from './yuan';

type Scalar = GraphQLScalarType<string, string>;

describe('a scalar takes', () => {
  it.each<[Scalar, unknown, string]>([
    [CalendarDate, '2024-02-29', '2024-02-29'],
    [Instant, '2026-03-01T08:00:00+08:00', '2026-03-01T00:00:00.000Z'],
    [Instant, '2026-03-01T08:00Z', '2026-03-01T08:00:00.000Z'],
    [Instant, '2026-03-01T08:00:00.123456Z', '2026-03-01T08:00:00.123Z'],
    [Position, '18446744073709551615', '18446744073709551615'],
    [Position, 12, '12'],
    [Yuan, '1200.50', '1200.5'],
    [Yuan, '-0.00', '0'],
    [Yuan, '-3', '-3'],
    [Yuan, 1200, '1200'],
    [UUID, '01890A5D-AC96-774B-BCCE-B302099A8057', '01890a5d-ac96-774b-bcce-b302099a8057'],
  ])('%s %j as %s', (scalar, input, value) => expect(scalar.parseValue(input)).toBe(value));

  it('integer literals digit by digit, beyond what a double holds', () => {
    const node = { kind: Kind.INT, value: '123456789012345' } as const;
    expect(Yuan.parseLiteral(node)).toBe('123456789012345');
    expect(Position.parseLiteral({ kind: Kind.INT, value: '18446744073709551615' })).toBe('18446744073709551615');
  });
});

describe('a scalar refuses', () => {
  it.each<[Scalar, unknown]>([
    [CalendarDate, '2026-02-30'],
    [CalendarDate, '2026-2-3'],
    [CalendarDate, 20260203],
    [Instant, '2026-03-01T08:00:00'],
    [Instant, '2026-02-30T08:00:00Z'],
    [Instant, '2026-03-01T24:00:00Z'],
    [Instant, '2026-03-01T08:60:00Z'],
    [Instant, '2026-03-01T08:00:00+24:00'],
    [Instant, '0000-01-01T00:00:00+08:00'],
    [Instant, 1_700_000_000],
    [Position, '-1'],
    [Position, '007'],
    [Position, 2 ** 53],
    [Position, 1.5],
    [Yuan, 1.5],
    [Yuan, '1.005'],
    [Yuan, '1e3'],
    [Yuan, '1,000'],
    [Yuan, '1234567890123456'],
    [Yuan, 2 ** 53],
    [UUID, 'not-a-uuid'],
    [UUID, null],
  ])('%s %j, naming itself and what it expects', (scalar, input) =>
    expect(() => scalar.parseValue(input)).toThrow(new RegExp(`^${scalar.name} must be .*, not `)),
  );

  it('float literals and values that are no scalars', () => {
    expect(() => Yuan.parseLiteral({ kind: Kind.FLOAT, value: '1.5' })).toThrow('not "1.5"');
    expect(() => UUID.parseLiteral({ kind: Kind.LIST, values: [] })).toThrow('not "ListValue"');
    expect(() => CalendarDate.parseLiteral({ kind: Kind.INT, value: '20260101' })).toThrow('CalendarDate must be');
  });

  it('without repeating a long input', () => expect(() => UUID.parseValue('x'.repeat(10_000))).toThrow(/^.{0,200}$/));
});

describe('a scalar gives out', () => {
  it.each<[Scalar, unknown, string]>([
    [Instant, new Date(0), '1970-01-01T00:00:00.000Z'],
    [Instant, '2026-03-01T08:00:00+08:00', '2026-03-01T00:00:00.000Z'],
    [Position, 42n, '42'],
    [Yuan, '0.5', '0.5'],
  ])('%s %j as %s', (scalar, value, text) => expect(scalar.serialize(value)).toBe(text));

  it.each<[Scalar, unknown]>([
    [Instant, new Date(NaN)],
    [Yuan, 1.5],
    [Position, 1.5],
    [UUID, {}],
  ])('%s nothing for %j', (scalar, value) => expect(() => scalar.serialize(value)).toThrow("can't be made of"));
});
