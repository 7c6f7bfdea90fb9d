import { textScalar } from './text-scalar';

const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID of any version; lower case after reading. */
export const UUID = textScalar({
  name: 'UUID',
  description: 'A UUID, such as 01890a5d-ac96-774b-bcce-b302099a8057.',
  expected: 'a UUID, such as 01890a5d-ac96-774b-bcce-b302099a8057',
  read: (text) => (PATTERN.test(text) ? text.toLowerCase() : undefined),
});
