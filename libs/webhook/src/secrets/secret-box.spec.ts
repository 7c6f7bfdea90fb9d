import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { CannotOpen, SecretBox } from '.';

const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    expect(error).toBeInstanceOf(CannotOpen);
    return (error as CannotOpen).code;
  }
};

describe('a sealed secret', () => {
  const key = randomBytes(32);
  const box = new SecretBox([key]);

  it('opens where it belongs, and nowhere else', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, text, (plain, context, other) => {
        const sealed = box.seal(plain, context);
        expect(box.open(sealed, context)).toBe(plain);
        fc.pre(other !== context);
        expect(codeOf(() => box.open(sealed, other))).toBe('webhook.sealed-tampered');
      }),
    );
  });

  it('does not open when a character of it has changed', () => {
    const sealed = box.seal('whsec_x', 'endpoint/1');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'a' ? 'b' : 'a'}${sealed.slice(at + 1)}`;
      expect(codeOf(() => box.open(changed, 'endpoint/1'))).toMatch(/^webhook\.seal(ed-tampered|ing-key-unknown)$/);
    }
  });

  it.each([
    '',
    'whsec_x',
    's1.00000000.',
    's1.00000000.AAAA',
    's2.00000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('is not %j', (text) => expect(codeOf(() => box.open(text, ''))).toBe('webhook.sealed-tampered'));

  it('is another one each time and names its key', () => {
    const [one, two] = [box.seal('x', ''), box.seal('x', '')];
    expect(one).not.toBe(two);
    expect(one.split('.').slice(0, 2)).toEqual(['s1', createHash('sha256').update(key).digest('hex').slice(0, 8)]);
  });

  it('is what node:crypto opens as AES-256-GCM over the context', () => {
    const bytes = Buffer.from(box.seal('密', 'endpoint/1').split('.')[2] as string, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from('endpoint/1')).setAuthTag(bytes.subarray(-16));
    expect(decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')).toBe('密');
  });

  it('of an old key opens beside the new one, which seals; without the old one it says which is missing', () => {
    const old = box.seal('x', 'c');
    const both = new SecretBox([randomBytes(32), key]);
    expect(both.open(old, 'c')).toBe('x');
    expect(both.seal('x', 'c').split('.')[1]).toBe(both.keyId);
    expect(both.keyId).not.toBe(box.keyId);
    expect(codeOf(() => box.open(both.seal('x', 'c'), 'c'))).toBe('webhook.sealing-key-unknown');
    expect(() => box.open(both.seal('x', 'c'), 'c')).toThrow(both.keyId);
  });
});

describe('a box', () => {
  it.each([[[]], [[randomBytes(31)]], [[randomBytes(32), randomBytes(16)]]])('is not made of %j', (keys) => {
    expect(() => new SecretBox(keys)).toThrow(RangeError);
  });

  it('does not show its keys when it is printed', () => {
    const key = randomBytes(32);
    const shown = inspect(new SecretBox([key]), { depth: 9, showHidden: true }) + JSON.stringify(new SecretBox([key]));
    for (const form of ['hex', 'base64'] as const) expect(shown).not.toContain(key.toString(form).slice(0, 12));
    expect(shown).not.toContain(inspect(key).slice(8, 30));
  });
});
