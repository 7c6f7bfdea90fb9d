import { startFixture, type Fixture } from '../fixture/start-fixture';
import { Unavailable } from '../index';
import type { Read } from './read';

describe('what is recorded of reads', () => {
  let fixture: Fixture;
  let recorded: Read[][] = [];
  let refuse = false;
  beforeAll(async () => {
    const readLog = {
      record: async (reads: readonly Read[]) => {
        if (refuse) throw new Unavailable('access-log.unavailable', { zh: '无法记录', en: 'Not recorded' });
        recorded.push([...reads]);
      },
    };
    fixture = await startFixture({ readLog, compiled: true });
  });
  afterAll(() => fixture.app.close());
  beforeEach(() => {
    recorded = [];
    refuse = false;
  });

  const ask = async (query: string, variables?: object): Promise<Read[]> => {
    await fixture.ask(query, variables);
    return recorded.flat();
  };

  it('is each use of a root field: under aliases, in fragments, by the operation asked for', async () => {
    const reads = await ask(`
      query Both { a: ping ...More b: ping }
      fragment More on Query { projects(first: 2) { edges { node { id } } } }`);
    expect(reads.map(({ field, operation, rows }) => [field, operation, rows])).toEqual([
      ['ping', 'Both', 1],
      ['projects', 'Both', 2],
      ['ping', 'Both', 1],
    ]);
  });

  it('holds arguments as they counted: variables and defaults filled in, what was skipped left out', async () => {
    const reads = await ask(
      `query ($first: Int!, $filter: ProjectFilterInput, $no: Boolean = false) {
        projects(first: $first, filter: $filter) { totalCount } ping @include(if: $no)
      }`,
      { first: 3, filter: { district: ['361002'] } },
    );
    expect(reads).toEqual([
      expect.objectContaining({
        field: 'projects',
        selection: { first: 3, filter: { district: ['361002'] } },
        rows: 3,
      }),
    ]);
  });

  it('leaves out the values by which a person might be named', async () => {
    const [read] = await ask('{ search(name: "张三", first: 5) }');
    expect(read?.selection).toEqual({ name: 'withheld', first: 5 });
  });

  it('includes what failed, without what it was asked for', async () => {
    expect(await ask('{ fail(how: "domain") broken }')).toMatchObject([
      { field: 'fail', failed: true, selection: { how: 'withheld' } },
      { field: 'broken', failed: false },
    ]);
  });

  it('is nothing for introspection, for mutations and for what is refused before it runs', async () => {
    expect(await ask('{ __typename __schema { queryType { name } } }')).toEqual([]);
    expect(await ask('mutation { rename(name: "x") { position } }')).toEqual([]);
    expect(await ask('{ nope }')).toEqual([]);
  });

  it('comes before the answer: without the record there is none', async () => {
    refuse = true;
    const answer = await fixture.ask('{ ping }');
    expect(answer).toMatchObject({
      status: 503,
      data: null,
      errors: [{ extensions: { code: 'access-log.unavailable' } }],
    });
    expect(JSON.stringify(answer)).not.toContain('pong');
  });

  it('keeps no error from those who asked: what failed is told even then', async () => {
    refuse = true;
    const answer = await fixture.ask('{ fail(how: "domain") }');
    expect(answer).toMatchObject({ data: { fail: null }, errors: [{ extensions: { code: 'project.unknown' } }] });
  });
});
