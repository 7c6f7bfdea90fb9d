import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readUrlFiles } from './url-files';

const URL = 'postgresql://milepost:s3cr3t@db:5432/milepost';

describe('URLs by file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-url-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const read = (env: Record<string, string>) => {
    const problems: string[] = [];
    return { urls: readUrlFiles(env, folder, (text) => problems.push(text)), problems };
  };

  it('are taken without the line end', () => {
    const given = { DATABASE_URL_FILE: file('url', `${URL}\n`), EVENTSTORE_URL: 'esdb://a:2113', MILEPOST_PORT: '1' };
    expect(read(given)).toEqual({ urls: { DATABASE_URL: URL }, problems: [] });
    const other = { EVENTSTORE_URL_FILE: join(folder, file('esdb', 'esdb://u:p@a:2113\r\n')) };
    expect(read(other).urls.EVENTSTORE_URL).toBe('esdb://u:p@a:2113');
  });

  it('are none where none is named', () => {
    expect(read({ DATABASE_URL: URL, DATABASE_URL_FILE: ' ' })).toEqual({ urls: {}, problems: [] });
  });

  it.each([
    ['a file that is not there', { DATABASE_URL_FILE: 'nowhere' }, /^DATABASE_URL_FILE: ENOENT/],
    ['an empty one', { EVENTSTORE_URL_FILE: file('empty', '\n') }, /^EVENTSTORE_URL_FILE: empty is empty/],
    ['one with something else', { DATABASE_URL_FILE: file('two', `${URL}\n${URL}\n`) }, /more than one line/],
    ['a value beside the file', { DATABASE_URL: URL, DATABASE_URL_FILE: file('url', URL) }, /are both set/],
  ])('refuse %s, and never print what it holds', (_what, env, problem) => {
    const { problems } = read(env as Record<string, string>);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain('s3cr3t');
  });
});
