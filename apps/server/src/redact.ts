// scheme://user:password@host — the password ends at the last @ before a path, query or white space.
const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s:@/?#]*):[^\s/?#]*@/gi;
const PASSWORD_PARAMETER = /\b((?:password|passwd|pwd|secret|token)=)[^\s&;,'"]+/gi;
const SIGNER_KEY = /PRIVATE\+KEY\+[^\s"']+/g;

/** The text without what looks like a password: in a URL, or after `password=` and the like; nor with a key that signs. */
export function redact(text: string): string {
  return text
    .replace(URL_PASSWORD, '$1:***@')
    .replace(PASSWORD_PARAMETER, '$1***')
    .replace(SIGNER_KEY, 'PRIVATE+KEY+***');
}
