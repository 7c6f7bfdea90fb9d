import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BOOT_SCRIPT } from './boot-script';
import { PAGE } from './page';

/** A file of the page, held in memory. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** Everything the page needs by its path below `/graphiql`, from the installed packages: nothing comes from elsewhere. */
export async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const assets = await Promise.all([
    asset('', HTML, Buffer.from(PAGE)),
    asset('/boot.js', SCRIPT, Buffer.from(BOOT_SCRIPT)),
    asset('/react.js', SCRIPT, packageFile('react', 'umd/react.production.min.js')),
    asset('/react-dom.js', SCRIPT, packageFile('react-dom', 'umd/react-dom.production.min.js')),
    asset('/graphiql.js', SCRIPT, packageFile('graphiql', 'graphiql.min.js')),
    asset('/graphiql.css', STYLE, packageFile('graphiql', 'graphiql.min.css')),
  ]);
  return new Map(assets);
}

async function asset(path: string, type: string, content: Buffer | Promise<Buffer>): Promise<[string, Asset]> {
  const body = await content;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return [path, { type, body, etag }];
}

/** Packages don't export these files by name, but all of them export their package.json. */
function packageFile(name: string, path: string): Promise<Buffer> {
  return readFile(join(dirname(require.resolve(`${name}/package.json`)), path));
}
