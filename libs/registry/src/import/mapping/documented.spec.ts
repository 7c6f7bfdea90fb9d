import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fieldAt } from './parse-field';
import { readMapping } from './read-mapping';

const DOCS = join(__dirname, '..', '..', '..', '..', '..', 'docs');

/** The YAML examples of a page. */
function examples(page: string): string[] {
  const text = readFileSync(join(DOCS, page), 'utf8');
  return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? '');
}

describe('the examples of the documentation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-documented-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (yaml: string) => {
    const path = join(folder, 'mapping.yaml');
    writeFileSync(path, yaml);
    return readMapping(path);
  };

  it.each(['import.md', 'import.zh-CN.md'])('%s: the whole mapping can be used as it stands', async (page) => {
    const whole = examples(page).find((yaml) => yaml.startsWith('register: '));
    await expect(read(whole ?? '')).resolves.toMatchObject({ course: { format: 'wide' } });
  });

  it('each part belongs to a mapping', async () => {
    const frame = 'register: x\nkey: Ref\ncatalogue: cn-investment\n';
    const profile = 'profile: { name: N, kind: K, district: D }\n';
    const parts = examples('import.md').filter((yaml) => /^(dates|profile|milestones|format):/.test(yaml));
    expect(parts).toHaveLength(4);
    for (const part of parts) {
      const start = part.startsWith('format:') ? frame.replace('key: Ref\n', '') : frame;
      await expect(read(start + (part.startsWith('profile:') ? '' : profile) + part)).resolves.toBeDefined();
    }
  });

  it('each field can be read', () => {
    const fields = examples('import.md').find((yaml) => yaml.startsWith('name: Site Name\n')) ?? '';
    const chunks = fields.split(/\n(?=[a-z])/).filter((chunk) => chunk.trim() !== '');
    expect(chunks.length).toBeGreaterThan(7);
    for (const chunk of chunks) {
      const [value] = Object.values(parse(chunk) as Record<string, unknown>);
      expect(fieldAt({ value, path: 'field', file: 'import.md' })).toBeDefined();
    }
  });
});
