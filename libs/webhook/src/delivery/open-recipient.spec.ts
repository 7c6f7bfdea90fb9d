import { DomainError } from '@milepost/lifecycle';
import type { Endpoint } from '../endpoint/endpoint';
import { newSecret } from '../signing';
import type { Vault } from '../store/vault';
import { openRecipient } from './open-recipient';
import { keysAt } from './recipient';

const NOW = '2026-03-02T01:00:00.000Z';
const UNTIL = '2026-03-02T09:00:00.000Z';

/** An endpoint that was rotated, with a value of its own header. */
const ROTATED = {
  id: 'e-1',
  status: 'active',
  headerValues: 'h-1',
  current: { secret: 's-2', signingKey: null },
  previous: { secret: 's-1', signingKey: null, until: UNTIL },
} as unknown as Endpoint;

/** A vault that can't open some of the secrets. */
const vaultWithout = (lost: readonly string[], error: Error = new DomainError('webhook.lost', { zh: '', en: '' })) => {
  const kept = new Map([
    ['s-1', newSecret()],
    ['s-2', newSecret()],
    ['h-1', '{"authorization":"Bearer t"}'],
  ]);
  const reveal = (_: string, ids: readonly string[]) =>
    ids.some((id) => lost.includes(id)) ? Promise.reject(error) : Promise.resolve(ids.map((id) => kept.get(id)!));
  return { reveal } as unknown as Vault;
};

describe('a recipient', () => {
  it('is signed for with what came before a rotation too, until its time is over', async () => {
    const recipient = await openRecipient(vaultWithout([]), ROTATED, NOW);
    expect(recipient.headers).toEqual({ authorization: 'Bearer t' });
    expect(keysAt(recipient, NOW)).toHaveLength(2);
    expect(keysAt(recipient, UNTIL)).toHaveLength(1);
    expect((await openRecipient(vaultWithout(['s-1']), ROTATED, UNTIL)).previous).toBeNull();
  });

  it('does without it where it can’t be opened, as after the loss of the key that sealed it', async () => {
    expect(keysAt(await openRecipient(vaultWithout(['s-1']), ROTATED, NOW), NOW)).toHaveLength(1);
  });

  it('waits for what it can’t do without, and for a database that does not answer', async () => {
    for (const lost of ['s-2', 'h-1'])
      await expect(openRecipient(vaultWithout([lost]), ROTATED, NOW)).rejects.toThrow();
    const unreachable = vaultWithout(['s-1'], new Error('ECONNREFUSED'));
    await expect(openRecipient(unreachable, ROTATED, NOW)).rejects.toThrow('ECONNREFUSED');
  });
});
