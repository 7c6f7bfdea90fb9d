/**
 * True when an error tells that certain data can't be written (SQLSTATE classes 22 data exception, 23 constraint
 * violation, 54 limit exceeded, or a value that has no text form): trying again would not help, leaving it out would.
 */
export function isDataError(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' && /^(22|23|54)[0-9A-Z]{3}$/.test(code);
}
