import { createHash, randomUUID } from 'node:crypto';
import reference from 'canonicalize';
import fc from 'fast-check';
import { hashOf } from './seal';

const event = (data: unknown) => ({
  id: randomUUID(),
  type: 'milestone.reached.v1',
  data,
  metadata: { source: 'test', actor: 'u-1' },
  stream: 'project-“一”',
  revision: 3,
  position: '12',
  recordedAt: '2026-03-01T00:00:00.000Z',
});

describe('hashOf', () => {
  it('is the SHA-256 of the canonical JSON of what it covers, as the reference implementation writes it', () => {
    const previous = fc.option(fc.stringMatching(/^[0-9a-f]{64}$/));
    fc.assert(
      fc.property(fc.jsonValue(), previous, (data, previousHash) => {
        const { position: _, ...covered } = event(data);
        const text = reference({ ...covered, previousHash })!;
        expect(hashOf(covered, previousHash)).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });

  it('stays what it is: stored hashes are compared with it for ever', () => {
    const first = {
      ...event({ occurredOn: '2026-02-28', milestone: 'eia' }),
      id: '0b5f9f5e-6a43-4b7c-9f0a-0d3d3b0f6f11',
    };
    const hash = hashOf(first, null);
    expect(hash).toBe('efebdda1e432889a461d673fb787a59a508cb602abfe41b907c253525d02ae88');
    expect(hashOf({ ...first, revision: 4 }, hash)).toBe(
      'e21c41f4babfddb712550ef16f796396c2e25cd1cd902edfcb5c33aa9af26c6d',
    );
  });
});
