import specification from '@asyncapi/specs/schemas/3.0.0.json';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { asyncApi } from './async-api';
import { exampleMessage } from './example-message';
import { MESSAGE_KINDS } from './message-kinds';
import { messageTable, withMessageTable } from './message-table';
import { publishedFiles } from './published-files';

const document = asyncApi('1.2.3');

describe('the AsyncAPI document', () => {
  // It carries draft 7 with it, under the name of the one that ajv has.
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
  addFormats(ajv);
  const valid = ajv.compile(specification as object);

  it('is one by the schema of AsyncAPI 3.0, which is no formality', () => {
    expect([valid(document), valid.errors]).toEqual([true, null]);
    expect(valid({ ...document, asyncapi: '2.6.0' })).toBe(false);
    expect(valid({ ...document, operations: { deliver: { action: 'post' } } })).toBe(false);
  });

  it('refers only to what it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(references.length).toBeGreaterThan(MESSAGE_KINDS.length * 3);
    for (const path of new Set(references)) {
      const found = path.split('/').reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], document);
      expect([path, typeof found]).toEqual([path, 'object']);
    }
  });

  it.each(MESSAGE_KINDS.map((kind) => [kind.type, kind] as const))('has %s, whose example is valid', (type, kind) => {
    const { payload, examples } = document.components.messages[type]!;
    const payloads = new Ajv({ strict: false });
    addFormats(payloads);
    const check = payloads.compile({ ...payload, components: document.components });
    const example = examples[0]!.payload;
    expect([check(example), check.errors]).toEqual([true, null]);
    expect(check({ ...example, type: 'milepost.other.thing.v1' })).toBe(false);
    expect(payload['allOf']).toHaveLength(2);
    expect(example).toEqual(JSON.parse(exampleMessage(kind).body));
  });
});

describe('what is published', () => {
  it('is the document, the envelope, and a schema by type', () => {
    const files = publishedFiles('1.2.3');
    expect([...files.keys()].slice(0, 3)).toEqual([
      'asyncapi.json',
      'schemas/cloudevent.v1.json',
      'schemas/milestone.reached.v1.json',
    ]);
    expect(files.size).toBe(MESSAGE_KINDS.length + 2);
    for (const text of files.values()) expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

  it.each(['en', 'zh'] as const)('has a row in the guide by type (%s)', (language) => {
    const rows = messageTable(language).split('\n').slice(2);
    expect(rows.map((row) => row.split('`')[1])).toEqual(MESSAGE_KINDS.map(({ type }) => type));
  });

  it('takes the place of what stood between the marks, again and again', () => {
    const guide = 'before\n\n<!-- messages:begin -->\nold\n<!-- messages:end -->\n\nafter\n';
    const once = withMessageTable(guide, 'en');
    expect(once).toMatch(/^before\n\n<!-- messages:begin -->\n\n\| Type .*\|\n\n<!-- messages:end -->\n\nafter\n$/s);
    expect(withMessageTable(once, 'en')).toBe(once);
    expect(() => withMessageTable('nothing', 'en')).toThrow('messages:begin');
  });
});
