import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { attributeText } from './xml';

/** What an XML parser that forgives nothing reads in the attribute. */
function read(xml: string): string {
  let value = '';
  const parser = new SaxesParser({});
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ attributes }) => (value = String(attributes.value)));
  parser.write(`<?xml version="1.0"?><string value="${xml}"/>`).close();
  return value;
}

describe('text in an XML attribute', () => {
  it('is read back as it was: markup, quotes, line ends', () => {
    const text = `<a b="c">&amp; 'x'\t\r\n年产三千吨 𠮷</a> ]]>`;
    expect(read(attributeText(text))).toBe(text);
  });

  it('shows U+FFFD for what XML can’t hold', () => {
    expect(read(attributeText('a\u0000b\u001bc\ud800d\uffffe'))).toBe('a\ufffdb\ufffdc\ufffdd\ufffde');
  });

  it('is taken by a strict parser, whatever it is, with nothing else lost', () => {
    const lost = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(read(attributeText(text))).toBe(text.replace(lost, '\ufffd'));
      }),
    );
  });
});
