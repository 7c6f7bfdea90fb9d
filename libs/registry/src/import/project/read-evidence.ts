import type { EvidenceDocument } from '@milepost/lifecycle';
import { notices } from '@milepost/lifecycle';
import type { Evidence } from '../mapping/mapping';
import type { DesiredMilestone } from './desired-project';
import type { RowReading } from './row-reading';

type DesiredEvidence = Pick<DesiredMilestone, 'document' | 'validUntil'>;

function documentOf(reading: RowReading, fields: NonNullable<Evidence['document']>): EvidenceDocument | null {
  const number = reading.text(fields.number)?.text;
  const issuer = reading.text(fields.issuer)?.text;
  const issuedOn = reading.day(fields.issuedOn)?.on;
  if (number === undefined && issuer === undefined && issuedOn === undefined) return null;
  return { ...(number && { number }), ...(issuer && { issuer }), ...(issuedOn && { issuedOn }) };
}

/** The document and the validity that go with a milestone's date, as far as the mapping speaks of them. */
export function evidenceOf(reading: RowReading, evidence: Evidence, on: string): DesiredEvidence {
  const { document, validUntil } = evidence;
  const until = validUntil === undefined ? undefined : reading.day(validUntil, { mayLieAhead: true });
  if (until && until.on < on) {
    const notice = notices.validityBeforeDate(until.column, { validUntil: until.on, date: on });
    reading.complain(notice, until.column, until.on);
  }
  return {
    ...(document && { document: documentOf(reading, document) }),
    ...(until !== undefined && { validUntil: until?.on ?? null }),
  };
}
