import {
  catalogueOn,
  courseOf,
  dayNumber,
  profileOn,
  profilesBy,
  timelineOn,
  type AsOf,
  type History,
  type MilestoneStatus as StatusCode,
  type Rulebook,
  type TimelineFlag as FlagCode,
} from '@milepost/lifecycle';
import { MilestoneStatus, TimelineFlag, type TimelineEntry } from './timeline.types';

const STATUSES: Record<StatusCode, MilestoneStatus> = {
  reached: MilestoneStatus.REACHED,
  expired: MilestoneStatus.EXPIRED,
  skipped: MilestoneStatus.SKIPPED,
  pending: MilestoneStatus.PENDING,
  'not-applicable': MilestoneStatus.NOT_APPLICABLE,
};

const FLAGS: Record<FlagCode, TimelineFlag> = {
  'before-prerequisite': TimelineFlag.BEFORE_PREREQUISITE,
  'prerequisite-missing': TimelineFlag.PREREQUISITE_MISSING,
  'recorded-late': TimelineFlag.RECORDED_LATE,
  corrected: TimelineFlag.CORRECTED,
  repeated: TimelineFlag.REPEATED,
  'commitment-passed': TimelineFlag.COMMITMENT_PASSED,
};

/** A project's timeline on the day asked for, from what was known at the instant asked for. */
export function timelineOf(history: History, book: Rulebook, { on }: AsOf): TimelineEntry[] {
  const code = history.registration.catalogue.code;
  const catalogue = catalogueOn(book, code, on);
  if (catalogue === undefined) return [];
  const day = dayNumber(on);
  const { kind } = profileOn(profilesBy(book, history), day);
  return timelineOn(courseOf(history, catalogue), kind, day).map((entry) => ({
    ...entry,
    status: STATUSES[entry.status],
    flags: entry.flags.map((flag) => FLAGS[flag]),
  }));
}
