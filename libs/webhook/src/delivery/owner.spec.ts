import { ownerOf, Owners } from './owner';

describe('owners', () => {
  it('are those of whoever shares the work now', () => {
    const owners = new Owners();
    const ids = Array.from({ length: 50 }, (_, index) => `endpoint ${index}`);
    for (const workers of [[1], [1, 2, 3], [2, 3], [2, 3], []]) {
      owners.among(workers);
      expect(ids.map((id) => owners.of(id))).toEqual(ids.map((id) => ownerOf(id, workers)));
    }
  });
});
