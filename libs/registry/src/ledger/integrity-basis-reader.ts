import type { EventStore } from '@milepost/event-store';
import {
  evolvePublications,
  monthsDatedIn,
  NO_PUBLICATIONS,
  reportStream,
  type History,
  type IntegrityBasis,
  type RecordedReport,
} from '@milepost/lifecycle';
import type { RulebookReader } from './rulebook-reader';

/** Reads what the flags of a project are found by, as it stands in the store. */
export class IntegrityBasisReader {
  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly rules: RulebookReader,
    /** Codes of the sets of integrity rules adopted so far: no stream lists them, a view may tell. */
    private readonly codes: () => Promise<readonly string[]>,
  ) {}

  async basisOf(history: History | undefined): Promise<IntegrityBasis> {
    const book = await this.rules.withIntegrityRules(await this.codes());
    const months = history === undefined ? [] : monthsDatedIn(history);
    // Asked for at once, the store reads them together.
    const reports = await Promise.all(months.map((month) => this.store.readStream(reportStream(month), { limit: 1 })));
    return { book, publications: (reports.flat() as RecordedReport[]).reduce(evolvePublications, NO_PUBLICATIONS) };
  }
}
