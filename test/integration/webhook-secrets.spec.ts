import { EndpointCommands, EndpointLedger, AddressGuard, MessageIndex, newSecret } from '../../libs/webhook/src';
import { openRecipient } from '../../libs/webhook/src/delivery/open-recipient';
import { waitUntil } from '../support/wait-until';
import { METADATA, WebhookDesk } from '../support/webhooks/desk';

describe('secrets of endpoints', () => {
  let desk: WebhookDesk;
  beforeEach(async () => (desk = await WebhookDesk.open()));
  afterEach(() => desk.close());

  const opens = async (id: string) => openRecipient(desk.vault, (await desk.ledger.find(id))!, desk.clock.now());

  it('are not destroyed because nobody has routed messages for hours', async () => {
    const id = await desk.endpoint();
    const router = desk.route();
    await waitUntil('it is known', async () => (await desk.count('endpoint')) === 1);
    await router.stop();
    const [secret] = await desk.vault.keep(id, [newSecret()]);
    const [stray] = await desk.vault.keep(id, [newSecret()]);
    const [orphan] = await desk.vault.keep('7f9c24e5-2f0e-4d6c-9a51-0d7bd0c2a001', [newSecret()]);
    const previousUntil = '2026-03-03T01:00:00.000Z';
    const rotate = { kind: 'rotate', secret, signingKey: null, previousUntil, reason: '例行轮换' } as const;
    await desk.ledger.execute(id, rotate, { metadata: METADATA });
    await desk.database.pool.query(`UPDATE webhook.secret SET created_at = now() - interval '2 hours'`);
    desk.route();
    await waitUntil('what nobody needs is gone', async () => {
      return (await desk.count('secret', `id IN ('${stray}', '${orphan}')`)) === 0;
    });
    expect((await opens(id)).keys).toHaveLength(1);
    expect((await opens(id)).previous?.keys).toHaveLength(1);
  });

  it('stay, both of them, when two rotate them at once', async () => {
    const id = await desk.endpoint();
    const { store, vault, clock } = desk;
    const guard = new AddressGuard({ networks: [] });
    const messages = new MessageIndex(desk.database.pool);
    const rulebook = () => Promise.reject(new Error('not needed'));
    const commands = (ledger: EndpointLedger) =>
      new EndpointCommands({ store, ledger, vault, guard, messages, rulebook, clock });
    const slow = new EndpointLedger(store);
    const find = slow.find.bind(slow);
    let asked = 0;
    let second: string | undefined;
    // The other one rotates between what the first one has recorded and the look at what has come of it.
    slow.find = async (endpointId) => {
      asked += 1;
      if (asked === 2) second = (await commands(desk.ledger).rotate(id, '怀疑泄露', { metadata: METADATA })).secret;
      return find(endpointId);
    };
    const first = await commands(slow).rotate(id, '例行轮换', { metadata: METADATA });
    expect([first.secret, second]).toEqual([expect.stringMatching(/^whsec_/), expect.stringMatching(/^whsec_/)]);
    expect((await opens(id)).previous?.keys).toHaveLength(1);
  });
});
