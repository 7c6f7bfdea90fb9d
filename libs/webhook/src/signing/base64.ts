/** The bytes of a standard base64 text (RFC 4648, section 4), `undefined` for any other text, e.g. one without padding. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
