import { inspect } from 'node:util';
import { InvalidKey, newSecret, newSigningKey, parseSigningKey, parseVerifyingKey } from '.';

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

/** Of Svix's tests. */
const ASYMMETRIC = {
  secret: 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
  publicKey: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
};

describe('a key', () => {
  const bytes = (count: number) => Buffer.alloc(count, 7).toString('base64');

  it('is another one each time, of the size that the standard asks for', () => {
    expect(newSecret()).not.toBe(newSecret());
    expect(Buffer.from(newSecret().slice(6), 'base64')).toHaveLength(32);
    expect(newSigningKey().secret).not.toBe(newSigningKey().secret);
    expect(newSigningKey()).toEqual({
      secret: expect.stringMatching(/^whsk_[\w+/]{43}=$/),
      publicKey: expect.stringMatching(/^whpk_[\w+/]{43}=$/),
    });
  });

  it.each([24, 64])('may have %i bytes', (count) => {
    expect(parseSigningKey(`whsec_${bytes(count)}`).version).toBe('v1');
  });

  it.each([
    [`whsec_${bytes(23)}`, 'webhook.secret-invalid'],
    [`whsec_${bytes(65)}`, 'webhook.secret-invalid'],
    [`whsec_${bytes(32)}\n`, 'webhook.secret-invalid'],
    [`whsec_${bytes(32).replace('=', '')}`, 'webhook.secret-invalid'],
    ['whsec_', 'webhook.secret-invalid'],
    [`whsk_${bytes(31)}`, 'webhook.signing-key-invalid'],
    [`whsk_${bytes(64)}`, 'webhook.signing-key-invalid'],
    [ASYMMETRIC.publicKey, 'webhook.key-kind-unknown'],
    [bytes(32), 'webhook.key-kind-unknown'],
  ])('that signs is not %s (%s)', (text, code) => {
    const refused = thrownBy(() => parseSigningKey(text));
    expect(refused).toBeInstanceOf(InvalidKey);
    expect(refused).toMatchObject({ code, notice: { zh: expect.any(String) } });
    expect(`${inspect(refused)}${JSON.stringify(refused)}`).not.toContain(text.slice(6).trim() || '!');
  });

  it.each([
    [`whpk_${bytes(33)}`, 'webhook.public-key-invalid'],
    [ASYMMETRIC.secret, 'webhook.key-kind-unknown'],
  ])('that verifies is not %s (%s)', (text, code) => {
    expect(thrownBy(() => parseVerifyingKey(text))).toMatchObject({ code });
  });

  it('does not show when it is printed', () => {
    for (const text of [newSecret(), newSigningKey().secret]) {
      const shown = `${inspect(parseSigningKey(text), { depth: 9, showHidden: true })}${JSON.stringify(parseSigningKey(text))}`;
      expect(shown).not.toContain(text.slice(6, 20));
    }
  });
});
