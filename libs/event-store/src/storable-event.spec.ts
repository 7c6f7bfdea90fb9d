import { randomUUID } from 'node:crypto';
import { EventNotStorable } from './event-store';
import { APPEND_LIMIT_BYTES, toStorable, toStorableAppend } from './storable-event';

const event = (data: unknown, id: string = randomUUID()) => ({
  id,
  type: 't.v1',
  data,
  metadata: { actor: 'u-1', source: 'test' },
});

describe('toStorable', () => {
  it.each([['a\u0000b'], [{ 'k\u0000': 1 }], ['\\\u0000'], ['\ud800'], [['\udc00 x']]])('refuses %j', (data) => {
    expect(() => toStorable(event(data))).toThrow('NUL character');
  });

  it.each([['\\u0000'], ['\\\\u0000'], ['\u0001'], ['𠮷'], [null], ['\\ud800']])('takes %j', (data) => {
    expect(JSON.parse(toStorable(event(data)).data)).toEqual(data);
  });

  it('refuses what is nested too deep to be written', () => {
    const nested = Array.from({ length: 50_000 }).reduce<unknown>((inner) => [inner], 1);
    expect(() => toStorable(event(nested))).toThrow(EventNotStorable);
  });

  it('begins the seal with the id in lower case and data in canonical form', () => {
    const id = randomUUID();
    expect(toStorable(event({ b: 1, a: 1.0 }, id.toUpperCase())).seal).toBe(
      `{"data":{"a":1,"b":1},"id":"${id}","metadata":{"actor":"u-1","source":"test"},"previousHash":`,
    );
  });

  it('writes ids in lower case', () => {
    const id = randomUUID();
    expect(toStorable(event(1, id.toUpperCase())).id).toBe(id);
  });

  it('counts bytes, not characters', () => {
    const { bytes } = toStorable(event('用地'));
    expect(bytes).toBe(8 + Buffer.byteLength(JSON.stringify(event(0).metadata)));
  });
});

describe('toStorableAppend', () => {
  it('takes at most 1 MiB, metadata included', () => {
    const rest = toStorable(event('')).bytes;
    const most = 'x'.repeat(APPEND_LIMIT_BYTES - rest);
    expect(toStorableAppend('s', [event(most)])).toHaveLength(1);
    expect(() => toStorableAppend('s', [event(`${most}x`)])).toThrow(`at most ${APPEND_LIMIT_BYTES}`);
  });

  it.each(['', 'a\u0000', 'a\nb', '\ud800', 'x'.repeat(501)])('refuses the stream name %j', (stream) => {
    expect(() => toStorableAppend(stream, [event(1)])).toThrow('not a usable name');
  });
});
