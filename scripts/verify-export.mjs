// Verifies an export of events (docs/exports.md) with nothing but the file and the public key. It shares no code with
// the program that wrote it: Node alone is needed.
//
//   node scripts/verify-export.mjs EXPORT.jsonl VERIFIER-KEY
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = (leaf) => sha256(Buffer.of(0), leaf);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

function check(holds, message) {
  if (!holds) throw new Error(message);
}

/** Canonical JSON, RFC 8785. */
function canonical(value) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(',')}}`;
}

/** The tree head in a signed note (C2SP signed-note, tlog-checkpoint), once its Ed25519 signature holds. */
function treeHead(note, verifierKey) {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey) ?? [];
  check(base64, 'the verifier key is not of the form name+id+key');
  const key = Buffer.from(base64, 'base64');
  check(key.length === 33 && key[0] === 1, 'the verifier key is no Ed25519 key');
  check(sha256(`${name}\n`, key).toString('hex', 0, 4) === id, 'the verifier key’s id is wrong');
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const signed = note
    .slice(end + 2)
    .split('\n')
    .map((line) => /^— (\S+) (\S+)$/u.exec(line))
    .filter((match) => match?.[1] === name)
    .map((match) => Buffer.from(match[2], 'base64'))
    .some(
      (bytes) => bytes.toString('hex', 0, 4) === id && verify(null, Buffer.from(text), publicKey, bytes.subarray(4)),
    );
  check(end > 0 && signed, 'the checkpoint is not signed by that key');
  const [origin, size, root] = text.split('\n');
  check(origin === name, 'the checkpoint is of another log');
  return { size: Number(size), root: Buffer.from(root, 'base64') };
}

/** Root that a proof of inclusion leads to, RFC 9162 section 2.1.3.2. */
function rootBy(leaf, index, size, hashes) {
  check(Number.isInteger(index) && index >= 0 && index < size, `leaf ${index} is not in a tree of ${size}`);
  let [node, last, reached] = [index, size - 1, leafHash(leaf)];
  for (const hash of hashes) {
    check(last > 0, 'a proof is too long');
    if (node % 2 === 1 || node === last) {
      reached = nodeHash(hash, reached);
      while (node % 2 === 0 && node > 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else reached = nodeHash(reached, hash);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  check(last === 0, 'a proof is too short');
  return reached;
}

/** A Merkle tree (RFC 6962) that is added to leaf by leaf: only the roots of complete subtrees are kept. */
class GrowingTree {
  size = 0;
  #roots = [];

  add(leaf) {
    let hash = leafHash(leaf);
    for (let left = this.size; left % 2 === 1; left = Math.floor(left / 2)) hash = nodeHash(this.#roots.pop(), hash);
    this.#roots.push(hash);
    this.size += 1;
  }

  get root() {
    return this.#roots.length === 0 ? sha256() : this.#roots.reduceRight((right, left) => nodeHash(left, right));
  }
}

async function verifyExport(path, verifierKey) {
  let header;
  let last;
  const tree = new GrowingTree();
  const proofs = [];
  const chains = new Map();
  let events = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    check(last === undefined, 'something comes after the last line');
    const record = JSON.parse(line);
    if (header === undefined) {
      header = record;
      check(header.format === 'milepost-events/1', `the format ${header.format} is unknown here`);
      continue;
    }
    if (record.checkpoint !== undefined) {
      last = record;
      continue;
    }
    const { event, hash, leafIndex, proof } = record;
    const leaf = sha256(canonical(event));
    check(leaf.toString('hex') === hash, `event ${event.id}: its hash is not that of what it says`);
    const before = chains.get(event.stream);
    // Of a stream that is told from its beginning, or goes on here, the hash of the event before is known.
    if (event.revision === 0) check(event.previousHash === null, `event ${event.id}: nothing comes before the first`);
    else if (before?.revision === event.revision - 1 || header.proofs === 'tree') {
      check(event.previousHash === before?.hash, `event ${event.id}: it does not follow the one before it`);
    }
    chains.set(event.stream, { revision: event.revision, hash });
    if (header.proofs === 'tree') tree.add(leaf);
    else
      proofs.push(
        rootBy(
          leaf,
          leafIndex,
          header.size,
          proof.map((text) => Buffer.from(text, 'base64')),
        ),
      );
    // A single root is what all proofs must lead to: the first one stands for those like it.
    if (proofs.length > 1) check(proofs.pop().equals(proofs[0]), `event ${event.id}: its proof leads elsewhere`);
    events += 1;
  }
  check(header && last, 'the file is cut off');
  check(last.events === events, `the file holds ${events} events, of ${last.events}`);
  const { size, root } = treeHead(last.checkpoint, verifierKey);
  check(size === header.size, 'the checkpoint is of another size than the header says');
  if (header.proofs === 'tree') check(tree.size === size && tree.root.equals(root), 'the events are not those signed');
  else
    check(
      proofs.every((reached) => reached.equals(root)),
      'the proofs do not lead to the root that was signed',
    );
  return `${events} events, each as signed in the checkpoint of ${size}`;
}

const [path, verifierKey] = process.argv.slice(2);
if (!path || !verifierKey) {
  console.error('usage: node verify-export.mjs EXPORT.jsonl VERIFIER-KEY');
  process.exitCode = 2;
} else {
  await verifyExport(path, verifierKey).then(console.log, (error) => {
    console.error(`not verified: ${error.message}`);
    process.exitCode = 1;
  });
}
