import { CalendarDate, EvidenceDocument, Instant, LabelField, UUID } from '@milepost/graphql';
import type { Label } from '@milepost/lifecycle';
import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export enum MilestoneStatus {
  REACHED = 'REACHED',
  EXPIRED = 'EXPIRED',
  SKIPPED = 'SKIPPED',
  PENDING = 'PENDING',
  NOT_APPLICABLE = 'NOT_APPLICABLE',
}

registerEnumType(MilestoneStatus, {
  name: 'MilestoneStatus',
  description: 'Where a milestone stands on the day.',
  valuesMap: {
    REACHED: { description: 'It has happened and counts.' },
    EXPIRED: {
      description: 'It has happened, but is past its validity and nothing was built upon it: it counts as not reached.',
    },
    SKIPPED: { description: 'It has not happened, though a later one has (缺环).' },
    PENDING: { description: 'It has not happened yet.' },
    NOT_APPLICABLE: { description: 'It does not belong to this project.' },
  },
});

export enum TimelineFlag {
  BEFORE_PREREQUISITE = 'BEFORE_PREREQUISITE',
  PREREQUISITE_MISSING = 'PREREQUISITE_MISSING',
  RECORDED_LATE = 'RECORDED_LATE',
  CORRECTED = 'CORRECTED',
  REPEATED = 'REPEATED',
  COMMITMENT_PASSED = 'COMMITMENT_PASSED',
}

registerEnumType(TimelineFlag, {
  name: 'TimelineFlag',
  description: 'Something to look at.',
  valuesMap: {
    BEFORE_PREREQUISITE: { description: 'It happened before one that comes before it in the lifecycle (倒挂).' },
    PREREQUISITE_MISSING: { description: 'One that comes before it in the lifecycle is not recorded.' },
    RECORDED_LATE: { description: 'Recorded more than 30 days after it happened.' },
    CORRECTED: { description: 'Its date was corrected.' },
    REPEATED: { description: 'Recorded more than once, as an approval given again.' },
    COMMITMENT_PASSED: { description: 'Not reached, though the committed date has passed.' },
  },
});

@ObjectType({ description: 'A milestone (节点) of the catalogue.' })
export class Milestone {
  @Field(() => String)
  code!: string;

  @LabelField()
  label!: Label;
}

@ObjectType({ description: 'A milestone of a project on the day asked for.' })
export class TimelineEntry {
  @Field(() => Milestone)
  milestone!: Milestone;

  @Field(() => MilestoneStatus)
  status!: MilestoneStatus;

  @Field(() => CalendarDate, { nullable: true, description: 'The date committed for it, as of the day.' })
  plannedOn!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'When it happened in the world.' })
  occurredOn!: string | null;

  @Field(() => Instant, { nullable: true, description: 'When the store took it.' })
  recordedAt!: string | null;

  @Field(() => UUID, { nullable: true, description: 'The event that states it.' })
  eventId!: string | null;

  @Field(() => EvidenceDocument, { nullable: true })
  document!: EvidenceDocument | null;

  @Field(() => CalendarDate, { nullable: true, description: 'Last day on which it counts by itself.' })
  validUntil!: string | null;

  @Field(() => String, { nullable: true })
  note!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Days since the nearest earlier reached milestone in the order of the catalogue; negative when out of order.',
  })
  daysFromPrevious!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days past the committed date, negative when ahead of it; of a pending one, days overdue so far.',
  })
  commitmentSlipDays!: number | null;

  @Field(() => [TimelineFlag])
  flags!: readonly TimelineFlag[];
}
