import reference from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

/** RFC 8785, appendix B: the bits of an IEEE 754 double, and its text. */
const NUMBERS: readonly (readonly [bits: string, text: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

describe('canonicalJson', () => {
  it.each(NUMBERS)('writes the number %s as RFC 8785 has it: %s', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it('writes the example of RFC 8785, section 3.2.2', () => {
    const text = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalJson(JSON.parse(text))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('orders names by UTF-16 units as in RFC 8785, section 3.2.3, numerals among them', () => {
    const names = ['\r', '1', '\u0080', 'ö', '€', '\ud83d\ude00', '\ufb33'];
    const shuffled = Object.fromEntries(
      ['€', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', 'ö'].map((name) => [name, 0]),
    );
    expect(Object.keys(JSON.parse(canonicalJson(shuffled)!) as object).sort()).toEqual(names);
    expect(canonicalJson(shuffled)).toBe(`{${names.map((name) => `${JSON.stringify(name)}:0`).join()}}`);
    expect(canonicalJson({ 9: { b: 1, a: 2 }, 10: 0, 'a.': [{}], a: [] })).toBe(
      '{"10":0,"9":{"a":2,"b":1},"a":[],"a.":[{}]}',
    );
  });

  it('counts the last of members with one name, and keeps one called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"a":1,"__proto__":{"b":2},"a":1e0}'))).toBe('{"__proto__":{"b":2},"a":1}');
  });

  it('writes any JSON as the reference implementation does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(canonicalJson(value)).toBe(reference(value));
      }),
    );
  });

  it('writes the same for a value and for what is read back of it, whatever it is made of', () => {
    const anything = fc.anything({
      withDate: true,
      withMap: true,
      withSet: true,
      withBoxedValues: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    const speaking = fc.jsonValue().map((json) => ({ aside: 1, toJSON: () => json }));
    const odd = fc.constantFrom(undefined, NaN, -0, Infinity, () => 1, Symbol('s'), new Date(NaN), {
      toJSON: () => undefined,
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, speaking, odd)), (values) => {
        const value = { values, members: { ...values } };
        const json = JSON.stringify(value);
        expect(canonicalJson(value)).toBe(canonicalJson(JSON.parse(json)));
        expect(canonicalJson(value)).toHaveLength(json.length);
      }),
    );
  });
});
