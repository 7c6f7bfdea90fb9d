import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import packageJson from '../../package.json';
import { COMPOSE_FILES, readCompose } from '../support/compose';
import { documentedCommands, documentText } from '../support/documented';
import { FORGET_LOST } from '../support/restored';

const root = join(__dirname, '../..');
const source = (path: string) => readFileSync(join(root, path), 'utf8');

/** Names that the program reads from its environment, by its own text. */
function settings(): string[] {
  const names = (text: string) =>
    [...text.matchAll(/'((?:DATABASE|EVENTSTORE|MILEPOST)_[A-Z_]+)'/g)].map(([, name]) => name!);
  const urls = names(source('libs/postgres/src/url-files.ts'));
  const own = ['settings', 'webhook-settings'].flatMap((file) => names(source(`apps/server/src/${file}.ts`)));
  return [...new Set([...own, ...urls, ...urls.map((url) => `${url}_FILE`)])];
}

describe.each(['docs/deployment.md', 'docs/deployment.zh-CN.md'])('%s', (name) => {
  const text = documentText(name);
  const documented = [...text.matchAll(/^\| `([A-Z_]+)`\s*\|/gm)].map(([, setting]) => setting!);

  it('tells of every setting that there is, and of no other', () => {
    expect(documented).toEqual(expect.arrayContaining(settings()));
    expect(documented.filter((setting) => !settings().includes(setting))).toEqual(
      documented.filter((setting) => /^EVENTSTORE_(CA|CERT|KEY)_FILE$/.test(setting) && !settings().includes(setting)),
    );
    const used = COMPOSE_FILES.flatMap((file) =>
      Object.values(readCompose(file).services)
        .filter(({ image }) => image?.startsWith('milepost:'))
        .flatMap(({ environment = {} }) => Object.keys(environment)),
    );
    expect(documented).toEqual(expect.arrayContaining(used));
  });

  it('links only to what there is', () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(join(root, dirname(name), path)))).toEqual([]);
  });

  it('commands only services, scripts and images that there are', () => {
    const commands = documentedCommands(name).map((line) => line.trim());
    const composed = commands.filter((line) => line.startsWith('docker compose'));
    expect(composed.length).toBeGreaterThan(5);
    for (const line of composed) {
      const file = /-f docker\/(\S+)/.exec(line)?.[1];
      expect(COMPOSE_FILES).toContain(file);
      const service = / (?:exec|run|stop) (?:-\S+ (?:"\S+ )?)*(milepost|postgres) /.exec(`${line} `)?.[1];
      if (service) expect(readCompose(file as 'compose.yaml').services).toHaveProperty(service);
    }
    const images = [...text.matchAll(/\b((?:milepost|postgres|nginx|eventstore\/[\w-]+):[\d.]+[\w.-]*)/g)].map(
      ([, image]) => image!,
    );
    const known = COMPOSE_FILES.flatMap((file) => Object.values(readCompose(file).services).map(({ image }) => image));
    expect(images.filter((image) => !known.includes(image))).toEqual([]);
    expect(images).toContain(`milepost:${packageJson.version}`);
    expect(existsSync(join(root, 'docker', 'make-secrets.sh'))).toBe(true);
  });

  it('has the statement that a test of backups has run', () => expect(text).toContain(FORGET_LOST));
});
