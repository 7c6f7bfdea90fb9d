import { run } from '../../apps/cli/src/run';
import { startApi, type Api } from '../support/api';

const BOARD = '{ bottlenecks(asOf: { on: "2026-06-30" }) { total position buckets { open skipped ended suspended } } }';

describe('the command line on views', () => {
  let api: Api;
  const url = process.env.DATABASE_URL;

  beforeAll(async () => {
    api = await startApi({ demo: true });
    process.env.DATABASE_URL = api.database.url;
  });

  afterAll(async () => {
    if (url === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = url;
    await api.close();
  });

  async function command(...args: string[]): Promise<{ code: number; said: string }> {
    const written: string[] = [];
    const keep = (text: string | Uint8Array) => written.push(String(text)) > 0;
    const out = jest.spyOn(process.stdout, 'write').mockImplementation(keep);
    const err = jest.spyOn(process.stderr, 'write').mockImplementation(keep);
    try {
      return { code: await run(['node', 'milepost', ...args]), said: written.join('') };
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  }

  it('shows how far they have come', async () => {
    const { code, said } = await command('views');
    expect(code).toBe(0);
    expect(said).toMatch(/^view +version +position +head +behind +parked$/m);
    expect(said).toMatch(/^timeline +\d+ +\d+ +\d+ +0 +0$/m);
    expect(said).toMatch(/^bottleneck +\d+ +\d+ +\d+ +0 +0$/m);
  });

  it('rebuilds them while the server answers, and the answer is the same', async () => {
    const before = await api.ask(BOARD);
    const { code, said } = await command('rebuild');
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringMatching(/^timeline is rebuilt/m) });
    expect(said).toMatch(/^bottleneck is rebuilt/m);
    expect(await api.ask(BOARD)).toEqual(before);
  });

  it('says that a project is not parked, and which views there are', async () => {
    const project = '00000000-0000-4000-8000-000000000000';
    expect(await command('retry', 'timeline', project)).toEqual({
      code: 0,
      said: `${project} is not parked in timeline\n`,
    });
    expect(await command('rebuild', 'nowhere')).toMatchObject({
      code: 1,
      said: expect.stringContaining('timeline, history, integrity, bottleneck'),
    });
  });
});
