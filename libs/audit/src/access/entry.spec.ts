import { MOST_SELECTION, selectionText } from './entry';

describe('a selection in the access log', () => {
  it('is its JSON', () => {
    expect(selectionText({ first: 3, filter: { district: ['361002'] } })).toBe(
      '{"first":3,"filter":{"district":["361002"]}}',
    );
  });

  it('is cut visibly when it is too long, and still JSON', () => {
    const text = selectionText({ ids: Array.from({ length: 2_000 }, (_, index) => `𠮷 ${index}`) });
    expect(text.length).toBeLessThan(MOST_SELECTION);
    expect(JSON.parse(text)).toMatchObject({ truncated: true, characters: expect.any(Number) });
    expect((JSON.parse(text) as { begins: string }).begins).toMatch(/^\{"ids":\["𠮷 0"/);
  });
});
