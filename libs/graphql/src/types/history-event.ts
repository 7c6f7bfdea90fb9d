import { Field, Int, ObjectType } from '@nestjs/graphql';
import type {
  EvidenceDocument as EvidenceDocumentData,
  FieldChange as FieldChangeData,
  Label,
} from '@milepost/lifecycle';
import { AssumedItems } from '../limits/list-size';
import { CalendarDate } from '../scalars/calendar-date';
import { Instant } from '../scalars/instant';
import { Position } from '../scalars/position';
import { UUID } from '../scalars/uuid';
import { EvidenceDocument } from './evidence-document';
import { FieldChange } from './field-change';
import { LabelField } from './label-field';
import { Project } from './project';

@ObjectType({ isAbstract: true })
abstract class EventHead {
  @Field(() => UUID)
  id!: string;

  @Field(() => String, { description: 'Stable, versioned name, e.g. `milestone.reached.v1`.' })
  type!: string;

  @LabelField({ description: 'What happened, without its particulars.' })
  label!: Label;

  @LabelField({ description: 'What it says and changes, in one sentence.' })
  text!: Label;

  @Field(() => Instant, { description: 'When the store took it.' })
  recordedAt!: string;

  @Field(() => CalendarDate, { nullable: true, description: 'The date in the world that it speaks of.' })
  occurredOn!: string | null;

  @Field(() => Position)
  position!: string;

  @Field(() => Int, { description: 'Place in its stream, from 0.' })
  revision!: number;

  @Field(() => String, { description: 'The account or system that recorded it.' })
  actor!: string;

  @Field(() => String, { nullable: true, description: 'The bureau on whose behalf.' })
  bureau!: string | null;

  @Field(() => String, { description: 'The system or file that it came from.' })
  source!: string;

  @Field(() => String, { nullable: true })
  reason!: string | null;
}

@ObjectType({ description: 'An event that corrects another, or is corrected by it.' })
export class RelatedEvent extends EventHead {}

/** All fields are plain, so that whole pages resolve without a call per field. */
@ObjectType({ description: 'An event as an auditor reads it: both times, who, from where, why, and what it changed.' })
export class HistoryEvent extends EventHead {
  @Field(() => EvidenceDocument, { nullable: true })
  document!: EvidenceDocumentData | null;

  @AssumedItems(2)
  @Field(() => [FieldChange], { description: 'What was held before, and what is held since.' })
  changes!: readonly FieldChangeData[];

  @Field(() => RelatedEvent, { nullable: true, description: 'The event that it corrects or takes back.' })
  corrects!: RelatedEvent | null;

  @Field(() => [RelatedEvent], { description: 'Those that correct it or take it back, as known then.' })
  correctedBy!: readonly RelatedEvent[];

  @Field(() => Project, { nullable: true, description: 'Null for an event of no project, such as an adoption.' })
  project!: Project | null;
}
