/** An array as PostgreSQL reads it, of values that need no quotes: ids, numbers, instants, codes. Much faster to make. */
export const plain = (values: readonly (string | number | null)[]): string =>
  `{${values.map((one) => one ?? 'NULL').join()}}`;

/** The same of any text, without the strings in between that the client makes of each element. */
export const quoted = (values: readonly (string | null)[]): string =>
  `{${values.map((one) => (one === null ? 'NULL' : `"${one.replace(/["\\]/g, '\\$&')}"`)).join()}}`;
