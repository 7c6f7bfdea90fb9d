import { checkProjection, InvalidProjection, type Projection } from './projection';
import type { Tables } from './rows/table';

const projection = (change: Partial<Projection<null>>): Projection<null> => ({
  name: 'toy',
  version: 1,
  tables: {},
  createTables: () => '',
  keyOf: ({ stream }) => stream,
  apply: () => null,
  ...change,
});
const columns = (type: string): Tables => ({ places: { kind: 'append', columns: { at: type } } });

describe('the definition of a projection', () => {
  it.each(['uuid NOT NULL', 'text COLLATE "C"', 'numeric(17,2)', 'text[] NOT NULL', 'double precision', 'jsonb'])(
    'takes columns of type %s',
    (type) => expect(() => checkProjection(projection({ tables: columns(type) }))).not.toThrow(),
  );

  it.each([
    [{ name: 'Toy' }, 'names a schema'],
    [{ name: 'projection' }, 'names a schema'],
    [{ name: 'toy_next' }, 'names a schema'],
    [{ version: 0 }, 'whole number from 1'],
    [{ version: 1.5 }, 'whole number from 1'],
    [{ tables: columns('point NOT NULL') }, 'places.at, which is of type point'],
    [{ tables: columns('interval[]') }, 'places.at, which is of type interval[]'],
  ] as const)('is refused for %j', (change, reason) => {
    expect(() => checkProjection(projection(change))).toThrow(InvalidProjection);
    expect(() => checkProjection(projection(change))).toThrow(reason);
  });
});
