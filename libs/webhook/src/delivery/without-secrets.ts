/** Shorter values are no secrets, and would tear holes into any text. */
const SHORTEST = 6;

/** An answer as it may be kept: some receivers send back what they were sent, and own headers may hold a token. */
export function withoutSecrets(response: string | null, values: readonly string[]): string | null {
  if (response === null) return null;
  // Of `Bearer token` the token alone may come back.
  const secrets = values.flatMap((value) => [value, ...value.split(/\s+/)]).filter(({ length }) => length >= SHORTEST);
  return secrets.reduce((text, secret) => text.replaceAll(secret, '[…]'), response);
}
