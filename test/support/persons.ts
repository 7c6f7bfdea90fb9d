import type { Api } from './api';
import type { Told } from './commands';

/** What a test looks at of an entry. */
export const PERSON = 'id name phone bureau post addedAt correctedAt erased erasedAt erasedBy erasureGround';

export interface PersonPayload {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests name what they expect
  readonly person: any;
  readonly userErrors: readonly Told[];
}

/** Sends a mutation of the directory, its values as variables. */
export async function sendPerson(api: Api, mutation: string, input: object): Promise<PersonPayload> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await api.ask(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code field } person { ${PERSON} } } }`,
    { input },
  );
  if (errors !== undefined) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
  return data[mutation] as PersonPayload;
}

/** Adds a person who must be taken, and answers their id. */
export async function addedPerson(api: Api, input: object): Promise<string> {
  const { person, userErrors } = await sendPerson(api, 'addPerson', input);
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  return person.id as string;
}
