/** What XML 1.0 has no way to write: control characters, half surrogate pairs, U+FFFE and U+FFFF. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const SPECIAL = /[&<>"\t\n\r]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As they are, a parser would make spaces of them.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text as the value of an XML attribute. A character that XML can't hold becomes U+FFFD, so that its place is seen. */
export function attributeText(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(SPECIAL, (character) => ESCAPES[character] ?? character);
}
