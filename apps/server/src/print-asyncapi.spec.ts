import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedFiles, withMessageTable } from '@milepost/webhook';
import { MESSAGE_GUIDES } from './message-guides';
import { readVersion } from './version';

const docs = join(__dirname, '../../../docs');
const read = (...path: string[]) => readFileSync(join(docs, ...path), 'utf8');

describe('what is committed for receivers of webhooks (npm run asyncapi makes it anew)', () => {
  const files = publishedFiles(readVersion());

  it.each([...files])('%s is what the code gives', (path, text) => expect(read('webhooks', path)).toBe(text));

  it('is nothing else', () => {
    const schemas = readdirSync(join(docs, 'webhooks', 'schemas')).map((name) => `schemas/${name}`);
    expect(schemas.sort()).toEqual([...files.keys()].filter((path) => path.startsWith('schemas/')).sort());
  });

  it.each(MESSAGE_GUIDES)('$path has the table of messages', ({ path, language }) => {
    expect(read(path)).toBe(withMessageTable(read(path), language));
  });
});
