import type { ProfileOnDay } from '@milepost/lifecycle';
import { filled } from './filled';
import type { Organization } from './oc4ids';

const DIRECTORY_ENTRY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** 统一社会信用代码, the register of GB 32100-2015. */
const CREDIT_CODE_SCHEME = 'CN-USCC';

const post = (name: string): boolean => !DIRECTORY_ENTRY.test(name);

/** Id by which the bureau is referred to, `undefined` when none is responsible or it is no post. */
export const bureauId = ({ bureau }: ProfileOnDay): string | undefined =>
  bureau !== null && post(bureau) ? `bureau-${bureau}` : undefined;

/**
 * The investor, the bureau and the lead official's post. Contacts, and officials that are entries of the directory of
 * persons, stay out: what is published can't be erased.
 */
export function partiesOf(profile: ProfileOnDay): Organization[] {
  const { investor, investorCode, bureau, leadOfficial } = profile;
  const parties: Organization[] = [];
  if (investor !== null || investorCode !== null) {
    const name = investor ?? investorCode ?? '';
    parties.push(
      filled<Organization>({
        id: investorCode === null ? `investor-${name}` : `${CREDIT_CODE_SCHEME}-${investorCode}`,
        name,
        identifier:
          investorCode === null ? undefined : { scheme: CREDIT_CODE_SCHEME, id: investorCode, legalName: name },
        roles: ['funder'],
      }),
    );
  }
  const id = bureauId(profile);
  if (id !== undefined && bureau !== null) parties.push({ id, name: bureau, roles: ['publicAuthority'] });
  if (leadOfficial !== null && post(leadOfficial)) {
    parties.push({ id: `post-${leadOfficial}`, name: leadOfficial, roles: ['administrativeEntity'] });
  }
  return parties;
}
