/**
 * The canonical JSON text of a value (RFC 8785): no blanks, members ordered by the UTF-16 units of their names, numbers
 * and strings as ECMAScript writes them. What JSON can't hold is left out, or becomes null, as by `JSON.stringify`; so
 * the text is the same for a value and for what is read back of it.
 * @returns undefined where `JSON.stringify` gives it: for undefined, a function, a symbol
 * @throws TypeError for a bigint
 * @throws RangeError for what is nested thousands of times, or in a circle
 */
export function canonicalJson(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return canonicalArray(value);
  if (!isPlain(value)) {
    const json: string | undefined = JSON.stringify(value);
    return json === undefined ? undefined : canonicalJson(JSON.parse(json));
  }
  // Concatenated rather than collected and joined: this runs for every event that is written or verified.
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const member = canonicalJson(value[name]);
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${member}`;
  }
  return `{${text}}`;
}

function canonicalArray(values: readonly unknown[]): string {
  let text = '';
  for (let index = 0; index < values.length; index++) {
    text += (index === 0 ? '' : ',') + (canonicalJson(values[index]) ?? 'null');
  }
  return `[${text}]`;
}

/** An object as a literal or `JSON.parse` makes it: it does not say by itself what its JSON is. */
function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    (prototype === Object.prototype || prototype === null) &&
    typeof (value as { toJSON?: unknown }).toJSON !== 'function'
  );
}
