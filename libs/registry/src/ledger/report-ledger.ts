import { appendDecided, type DecidedOptions, type DecidedOutcome, type EventStore } from '@milepost/event-store';
import {
  dayIn,
  publishReport,
  reportStream,
  type Clock,
  type RecordedEvent,
  type RecordedReport,
  type ReportPublished,
} from '@milepost/lifecycle';

import type { RulebookReader } from './rulebook-reader';

export interface PublishReportRequest extends DecidedOptions {
  readonly report: ReportPublished;
}

/** Where a report's month is reckoned: it is a region's, whatever catalogues its projects follow. */
const TIME_ZONE = 'Asia/Shanghai';

/** The write side of monthly reports: each is published once. */
export class ReportLedger {
  constructor(
    private readonly store: EventStore,
    private readonly rules: RulebookReader,
    private readonly clock: Clock,
  ) {}

  /** @throws EventStoreUnavailable */
  publish({ report, ...options }: PublishReportRequest): Promise<DecidedOutcome> {
    const decide = async (events: readonly RecordedEvent[]) => {
      const book = await this.rules.withRulesets([report.ruleset.code]);
      const instant = this.clock.now();
      const now = { today: dayIn(TIME_ZONE, instant), instant };
      return publishReport(report, events[0] as RecordedReport | undefined, book, now);
    };
    return appendDecided(this.store, { ...options, stream: reportStream(report.month), asked: { report }, decide });
  }
}
