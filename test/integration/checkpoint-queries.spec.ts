import { randomUUID } from 'node:crypto';
import { openNote, parseTreeHead, verifyConsistency, verifyInclusion } from '../../libs/audit/src';
import { EVENT_STORE, type EventStore } from '../../libs/event-store/src';
import { startApi, type Api } from '../support/api';
import {
  CHECKPOINT,
  consistencyOf,
  createTestKey,
  inclusionOf,
  issued,
  type TestKey,
  type ToldCheckpoint,
  type ToldInclusion,
} from '../support/checkpoints';
import { headOf, registered } from '../support/commands';
import { pages } from '../support/pages';

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
const storeOf = (api: Api): EventStore => api.app.get<EventStore>(EVENT_STORE, { strict: false });

function holds({ eventHash, leafIndex, size, rootHash, hashes }: ToldInclusion): boolean {
  const leaf = Buffer.from(eventHash, 'hex');
  return verifyInclusion({ leaf, index: leafIndex, size, root: bytes(rootHash), hashes: hashes.map(bytes) });
}

describe('checkpoints and proofs', () => {
  let key: TestKey;
  let api: Api;
  beforeAll(async () => {
    key = await createTestKey();
    api = await startApi({ env: key.env });
  });
  afterAll(async () => {
    await api.close();
    key.remove();
  });

  const newest = async (): Promise<ToldCheckpoint | null> =>
    (await api.ask(`{ checkpoint { ${CHECKPOINT} } }`)).data.checkpoint as ToldCheckpoint | null;
  const refusedWith = async (query: string): Promise<unknown> => (await api.ask(query)).errors?.[0]?.extensions.code;

  it('are none in the beginning, of which HTTP tells too', async () => {
    expect(await newest()).toBeNull();
    const [event] = await storeOf(api).readAll({ limit: 1 });
    expect(await refusedWith(`{ inclusionProof(eventId: "${event?.id}") { size } }`)).toBe('proof.not-covered');
    const { statusCode, body } = await api.app.inject({ url: '/checkpoint' });
    expect([statusCode, body]).toEqual([404, 'No checkpoint has been issued yet.\n']);
  });

  it('sign all events there are, and are events themselves', async () => {
    const checkpoint = await issued(api);
    expect(checkpoint.size).toBe(4);
    expect(parseTreeHead(openNote(checkpoint.note, [key.key.verifier]))).toEqual({
      origin: 'milepost.example/test',
      size: 4,
      root: bytes(checkpoint.rootHash),
    });
    expect(checkpoint.verifierKey).toBe(String(key.key.verifier));
    expect((await api.ask('{ verifierKey }')).data.verifierKey).toBe(checkpoint.verifierKey);
    const [event] = await storeOf(api).readStream('checkpoint-milepost.example/test');
    const { origin, size, rootHash, note, verifierKey } = checkpoint;
    expect(event).toMatchObject({
      id: checkpoint.eventId,
      type: 'checkpoint.issued.v1',
      data: { origin, size, rootHash, note, verifierKey },
      metadata: { actor: 'local', source: 'graphql' },
    });
    expect(await newest()).toEqual(checkpoint);
  });

  it('are not issued again over nothing but themselves, however often and at once', async () => {
    const before = await newest();
    const head = await headOf(api);
    const again = await Promise.all(Array.from({ length: 5 }, () => issued(api)));
    expect(again).toEqual(Array(5).fill(before));
    expect(await headOf(api)).toBe(head);
  });

  it('are one for one size, however many ask at once', async () => {
    const before = await newest();
    await registered(api);
    const all = await Promise.all(Array.from({ length: 8 }, () => issued(api)));
    expect(new Set(all.map(({ size }) => size))).toEqual(new Set([before!.size + 2]));
    const stream = await storeOf(api).readStream('checkpoint-milepost.example/test');
    expect(stream).toHaveLength(2);
  });

  it('prove every event, against every checkpoint, while the store grows', async () => {
    for (let round = 0; round < 4; round += 1) {
      for (let project = 0; project <= round; project += 1) await registered(api);
      await issued(api);
    }
    const list = await pages<ToldCheckpoint>(
      api,
      `query ($after: String) { checkpoints(first: 2, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } edges { node { ${CHECKPOINT} } } } }`,
    );
    expect([list.nodes.length, list.totalCount, list.pages]).toEqual([6, 6, 3]);
    const sizes = list.nodes.map(({ size }) => size);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));

    const events = await storeOf(api).readSealed();
    for (const [leafIndex, { id, hash }] of events.entries()) {
      for (const checkpoint of list.nodes) {
        if (checkpoint.size <= leafIndex) continue;
        const proof = await inclusionOf(api, id, checkpoint.size);
        expect(proof).toMatchObject({ eventId: id, leafIndex, eventHash: hash, checkpoint });
        expect(proof.rootHash).toBe(checkpoint.rootHash);
        expect(holds(proof)).toBe(true);
      }
    }
    for (const { size: older, rootHash: olderRoot } of list.nodes) {
      for (const { size: newer, rootHash: newerRoot } of list.nodes) {
        if (older > newer) continue;
        const { hashes, ...roots } = await consistencyOf(api, older, newer);
        expect(roots).toMatchObject({ fromRootHash: olderRoot, toRootHash: newerRoot });
        const claim = { older, newer, olderRoot: bytes(olderRoot), newerRoot: bytes(newerRoot) };
        expect(verifyConsistency({ ...claim, hashes: hashes.map(bytes) })).toBe(true);
      }
    }
  });

  it('are found by size, and served as the text that other tools take', async () => {
    const { data } = await api.ask(`{ a: checkpoint(size: 4) { size } b: checkpoint(size: 5) { size } }`);
    expect(data).toEqual({ a: { size: 4 }, b: null });
    const { statusCode, headers, body } = await api.app.inject({ url: '/checkpoint' });
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(body).toBe((await newest())?.note);
  });

  it('carry a proof as a file', async () => {
    const [event] = await storeOf(api).readAll({ limit: 1 });
    const { tlogProof, hashes, checkpoint } = await inclusionOf(api, event!.id);
    expect(tlogProof).toBe(['c2sp.org/tlog-proof@v1', 'index 0', ...hashes, '', checkpoint?.note].join('\n'));
    const unsigned = await inclusionOf(api, event!.id, 2);
    expect([unsigned.checkpoint, unsigned.tlogProof]).toEqual([null, null]);
    expect(holds(unsigned)).toBe(true);
  });

  it('begin with the empty tree and the tree of one', async () => {
    const [event] = await storeOf(api).readAll({ limit: 1 });
    expect(await inclusionOf(api, event!.id, 1)).toMatchObject({ leafIndex: 0, hashes: [], size: 1 });
    const empty = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
    expect(await consistencyOf(api, 0, 0)).toMatchObject({ fromRootHash: empty, toRootHash: empty, hashes: [] });
    expect(await consistencyOf(api, 0, 3)).toMatchObject({ fromRootHash: empty, hashes: [] });
  });

  it('are refused by name where there is nothing to prove', async () => {
    const stored = Number(await headOf(api));
    const events = await storeOf(api).readAll();
    const [first, last] = [events[0]!.id, events.at(-1)!.id];
    const inclusion = (id: string, size = ''): string => `{ inclusionProof(eventId: "${id}" ${size}) { size } }`;
    const consistency = (from: number, to: number): string => `{ consistencyProof(from: ${from}, to: ${to}) { from } }`;
    const cases: [string, string][] = [
      [inclusion(randomUUID()), 'event.unknown'],
      [inclusion('no-uuid'), 'input.invalid'],
      // The last event is the newest checkpoint: only the next one will cover it.
      [inclusion(last), 'proof.not-covered'],
      [inclusion(last, 'size: 3'), 'proof.leaf-beyond-size'],
      [inclusion(first, 'size: 0'), 'proof.leaf-beyond-size'],
      [inclusion(first, 'size: -1'), 'input.invalid'],
      [inclusion(first, `size: ${stored + 1}`), 'proof.size-beyond-store'],
      [consistency(3, 2), 'proof.from-beyond-to'],
      [consistency(-1, 2), 'input.invalid'],
      [consistency(1, stored + 1), 'proof.size-beyond-store'],
      ['{ checkpoints(first: 1, after: "x") { edges { cursor } } }', 'cursor.invalid'],
    ];
    for (const [query, code] of cases) expect([query, await refusedWith(query)]).toEqual([query, code]);
    expect((await inclusionOf(api, last, stored)).leafIndex).toBe(stored - 1);
  });
});

describe('a server without a key', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('issues no checkpoint and says why, and proves what is asked by size', async () => {
    const { data } = await api.ask('mutation { issueCheckpoint { position userErrors { code } checkpoint { size } } }');
    expect(data.issueCheckpoint).toEqual({
      position: null,
      userErrors: [{ code: 'checkpoint.not-configured' }],
      checkpoint: null,
    });
    const { errors } = await api.ask('{ checkpoint { size } }');
    expect(errors?.[0]?.extensions.code).toBe('checkpoint.not-configured');
    expect((await api.ask('{ verifierKey }')).data.verifierKey).toBeNull();
    expect((await api.app.inject({ url: '/checkpoint' })).statusCode).toBe(404);
    const [event] = await storeOf(api).readAll({ limit: 1 });
    expect(holds(await inclusionOf(api, event!.id, 3))).toBe(true);
  });
});
