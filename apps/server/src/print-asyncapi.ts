import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedFiles, withMessageTable } from '@milepost/webhook';
import { MESSAGE_GUIDES } from './message-guides';
import { readVersion } from './version';

/** Writes what receivers of webhooks are given, and the tables of messages in the guides, below a folder. */
function printAsyncApi(docs: string): void {
  const folder = join(docs, 'webhooks');
  mkdirSync(join(folder, 'schemas'), { recursive: true });
  for (const name of readdirSync(join(folder, 'schemas'))) rmSync(join(folder, 'schemas', name));
  for (const [path, text] of publishedFiles(readVersion())) writeFileSync(join(folder, path), text);
  for (const { path, language } of MESSAGE_GUIDES) {
    const guide = join(docs, path);
    writeFileSync(guide, withMessageTable(readFileSync(guide, 'utf8'), language));
  }
}

const [docs] = process.argv.slice(2);
if (docs === undefined) throw new Error('usage: print-asyncapi FOLDER-OF-THE-DOCS');
printAsyncApi(docs);
