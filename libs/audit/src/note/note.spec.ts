import { inspect } from 'node:util';
import fc from 'fast-check';
import { formatTreeHead, InvalidKey, InvalidNote, openNote, parseTreeHead, SignerKey, signNote, VerifierKey } from '.';

/** From C2SP signed-note. */
const EXAMPLE = {
  key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note:
    'This is an example message.\n\n' +
    '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};

/** From the documentation of golang.org/x/mod/sumdb/note. */
const NEUMANN = {
  signer: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

describe('a signed note', () => {
  it('of the specification is opened by its key', () => {
    expect(openNote(EXAMPLE.note, [VerifierKey.parse(EXAMPLE.key)])).toBe('This is an example message.\n');
  });

  it('of Go’s documentation is what its key signs', () => {
    const signer = SignerKey.parse(NEUMANN.signer);
    expect(String(signer.verifier)).toBe(NEUMANN.key);
    expect(signNote(NEUMANN.text, signer)).toBe(`${NEUMANN.text}\n${NEUMANN.signature}`);
  });

  it('is opened whatever it says, and not when a character of it has changed', () => {
    const signer = SignerKey.parse(SignerKey.generate('milepost.example/log'));
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, ''));
    fc.assert(
      fc.property(fc.array(line), fc.nat(), (lines, place) => {
        const text = `${lines.join('\n')}\n`;
        const note = signNote(text, signer);
        expect(openNote(note, [signer.verifier])).toBe(text);
        const at = place % note.length;
        const changed = `${note.slice(0, at)}${note[at] === 'x' ? 'y' : 'x'}${note.slice(at + 1)}`;
        expect(() => openNote(changed, [signer.verifier])).toThrow(InvalidNote);
      }),
    );
  });

  it('may be signed by others too, whose keys need not be known', () => {
    const [log, witness] = ['log.example', 'witness.example'].map((name) => SignerKey.parse(SignerKey.generate(name)));
    const text = 'a\n\nb\n';
    const note = signNote(text, log!) + signNote(text, witness!).slice(text.length + 1);
    expect(openNote(note, [witness!.verifier])).toBe(text);
    expect(openNote(note, [log!.verifier, witness!.verifier])).toBe(text);
    const stranger = SignerKey.parse(SignerKey.generate('log.example'));
    expect(() => openNote(note, [stranger.verifier])).toThrow('none of the known keys');
  });

  it('with a wrong signature of a known key is refused, whoever else has signed it', () => {
    const [log, witness] = ['log.example', 'witness.example'].map((name) => SignerKey.parse(SignerKey.generate(name)));
    const forged = signNote('b\n', witness!).slice('b\n\n'.length);
    expect(() => openNote(signNote('a\n', log!) + forged, [log!.verifier, witness!.verifier])).toThrow('is wrong');
  });

  it.each([
    ['no signature', 'a\n'],
    ['no newline at the end', EXAMPLE.note.trimEnd()],
    ['a hyphen for the dash', EXAMPLE.note.replace('—', '-')],
    ['a signature without padding', EXAMPLE.note.replace('=', '')],
    ['a tab in its text', EXAMPLE.note.replace('example', '\t')],
    ['too many signatures', EXAMPLE.note + EXAMPLE.note.split('\n')[2]?.concat('\n').repeat(100)],
    ['megabytes', 'x'.repeat(1_000_000) + EXAMPLE.note],
  ])('with %s is refused', (_, note) => {
    expect(() => openNote(note, [VerifierKey.parse(EXAMPLE.key)])).toThrow(InvalidNote);
  });

  it.each(['a', 'a\u0000\n', 'a\r\n', '\ud800\n'])('is not made of %j', (text) => {
    expect(() => signNote(text, SignerKey.parse(NEUMANN.signer))).toThrow(InvalidNote);
  });
});

describe('a key', () => {
  it.each(['', 'two words', 'a+b', 'a\u3000b', 'a\nb', '长'.repeat(86)])('is not named %j', (name) => {
    expect(() => SignerKey.generate(name)).toThrow(InvalidKey);
  });

  it.each([
    ['another id', EXAMPLE.key.replace('530d903a', '530d903b')],
    ['another name', EXAMPLE.key.replace('foo', 'bar')],
    ['another kind', EXAMPLE.key.replace('+AekyeRr', '+BekyeRr')],
    ['too few bytes', EXAMPLE.key.slice(0, -4)],
    ['no id', EXAMPLE.key.replace('+530d903a', '')],
  ])('with %s is refused', (_, text) => expect(() => VerifierKey.parse(text)).toThrow(InvalidKey));

  it('of a signer is refused without a word of what it holds', () => {
    const secret = NEUMANN.signer.slice(-20);
    for (const text of [NEUMANN.signer.slice(0, -1), NEUMANN.signer.replace('c74f20a3', 'c74f20a4'), NEUMANN.key]) {
      const refused = (() => {
        try {
          return SignerKey.parse(text);
        } catch (error) {
          return error;
        }
      })();
      expect(refused).toBeInstanceOf(InvalidKey);
      expect(String((refused as Error).stack)).not.toContain(secret.slice(0, 10));
    }
  });

  it('of a signer does not show when it is printed', () => {
    const signer = SignerKey.parse(NEUMANN.signer);
    const shown = `${inspect(signer, { depth: 9, showHidden: true })}${JSON.stringify(signer)}`;
    const seed = Buffer.from(NEUMANN.signer.split('+').slice(4).join('+'), 'base64').subarray(1);
    expect(shown).not.toContain(seed.toString('base64').slice(0, 12));
    expect(shown).not.toContain(seed.toString('hex').slice(0, 12));
  });

  it('is another one each time', () => {
    expect(SignerKey.generate('a')).not.toBe(SignerKey.generate('a'));
  });
});

describe('a tree head', () => {
  it('is what the specification shows', () => {
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    const head = parseTreeHead(text);
    expect(head).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(formatTreeHead(head)).toBe(text);
    expect(parseTreeHead(`${text}an extension\n`)).toEqual(head);
  });

  const root = Buffer.alloc(32).toString('base64');
  it.each([
    `\n1\n${root}\n`,
    `a\n01\n${root}\n`,
    `a\n-1\n${root}\n`,
    `a\n1\n${root}`,
    'a\n1\nAAAA\n',
    `a\n1\n${root}\n\n`,
  ])('is not %j', (text) => expect(() => parseTreeHead(text)).toThrow(InvalidNote));
});
