import type { Month, RecordedReport } from '../events/integrity-event';

/** The instant at which each month's report was published. */
export type Publications = Readonly<Record<Month, string>>;

export const NO_PUBLICATIONS: Publications = {};

/** A month published stays published: the first time counts. */
export function evolvePublications(publications: Publications, { data, recordedAt }: RecordedReport): Publications {
  return data.month in publications ? publications : { ...publications, [data.month]: recordedAt };
}
