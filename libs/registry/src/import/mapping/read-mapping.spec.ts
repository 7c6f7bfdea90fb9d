import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMapping } from './read-mapping';

const SOUND = `
register: toy
key: Id
catalogue:
  define: { code: toy, timeZone: UTC, milestones: [a, { code: b, after: a }, { code: gone, exit: true }] }
ruleset:
  define: { code: toy-waits, bottlenecks: [{ code: wait, clockStartsAt: a, awaits: b }] }
profile: { name: Name, kind: { value: project }, district: Region }
milestones: { a: First, b: Second }
`;

describe('reading a mapping', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-mapping-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (text: string) => {
    const path = join(folder, 'mapping.yaml');
    writeFileSync(path, text);
    return readMapping(path);
  };

  it('fills in what is left out', async () => {
    const mapping = await read(SOUND);
    expect(mapping.catalogue.brought?.definition).toMatchObject({
      version: 1,
      kinds: [{ code: 'project' }],
      milestones: [{ code: 'a', label: { zh: 'a', en: 'a' }, after: [] }, { after: ['a'] }, { exit: true }],
    });
    expect(mapping.ruleset?.brought?.definition.bottlenecks[0]).toMatchObject({
      commitmentFirst: false,
      pauseStopsClock: false,
    });
    expect(mapping).toMatchObject({ missing: 'keep', table: { encoding: 'auto' } });
    expect(mapping.dates.formats.map(({ name }) => name)).toEqual(['iso']);
  });

  it.each([
    ['an unknown key', `${SOUND}colour: red\n`, /“colour” is not known here/],
    ['a key of the other format', `${SOUND}events: {}\n`, /“events” is not known here/],
    ['a key twice', `${SOUND}key: X\n`, /mapping\.yaml: Map keys must be unique at line/],
    ['broken YAML', `${SOUND}dates: { formats: [\n`, /mapping\.yaml: .* at line \d+/],
    ['no text', '', /a map is expected here, not null/],
    ['a register with a colon', SOUND.replace('register: toy', 'register: "a:b"'), /register: a register’s code/],
    ['no name', SOUND.replace('name: Name, ', ''), /profile\.name: this is needed/],
    [
      'an unknown milestone',
      SOUND.replace('b: Second', 'c: Second'),
      /milestones\.c: catalogue toy has no milestone c/,
    ],
    [
      'an unknown kind',
      SOUND.replace('value: project', 'value: ship'),
      /profile\.kind: catalogue toy has no kind ship/,
    ],
    [
      'a rule over nothing',
      SOUND.replace('awaits: b', 'awaits: z'),
      /ruleset\.define: bottleneck wait names an unknown milestone z/,
    ],
    [
      'a circle',
      SOUND.replace('[a, {', '[{ code: a, after: b }, {'),
      /catalogue\.define: these milestones come after each other/,
    ],
    ['other exits', `${SOUND}exits: [b]\n`, /exits: b, gone: the catalogue says otherwise/],
    ['a date format without a day', `${SOUND}dates: { formats: [yyyy-MM] }\n`, /dates\.formats\[0\]: .*monthStandsFor/],
    ['an unknown zone', `${SOUND}dates: { timeZone: Mars }\n`, /dates\.timeZone: there is no time zone Mars/],
    [
      'an unknown unit',
      SOUND.replace('district:', 'totalInvestment: { column: C, unit: USD }, district:'),
      /totalInvestment\.unit: “USD”/,
    ],
    [
      'an unknown status',
      `${SOUND}statuses: [{ to: paused, column: P }]\n`,
      /statuses\[0\]\.to: one of suspended, resumed/,
    ],
    ['a delimiter', `${SOUND}delimiter: '#'\n`, /delimiter: one of/],
    [
      'neither file nor definition',
      SOUND.replace(/define: \{ code: toy, .*/, 'reason: none'),
      /catalogue: exactly one of file, define/,
    ],
    ['a limit', SOUND.replace('awaits: b }', 'awaits: b, yellow: soon }'), /yellow: a limit is written like/],
  ])('refuses %s', async (_name, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('names a file that is not there', async () => {
    await expect(readMapping(join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml: the file can’t be opened/);
  });
});
