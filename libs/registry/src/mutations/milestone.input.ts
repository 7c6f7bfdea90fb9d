import { CalendarDate } from '@milepost/graphql';
import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsOptional,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ProjectCommandInput } from './project-command.input';

@InputType()
export class EvidenceDocumentInput {
  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Document number (文号).' })
  number?: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true })
  issuer?: string | null;

  @IsOptional()
  @Field(() => CalendarDate, { nullable: true })
  issuedOn?: string | null;

  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  @Field(() => String, { nullable: true, description: 'Hash of the file, 64 lower-case hexadecimal digits.' })
  sha256?: string | null;
}

@InputType()
export class RecordMilestoneInput extends ProjectCommandInput {
  @MaxLength(64)
  @Field(() => String, { description: 'Code of a milestone in the catalogue.' })
  milestone!: string;

  @Field(() => CalendarDate, { description: 'When it happened in the world.' })
  occurredOn!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => EvidenceDocumentInput)
  @Field(() => EvidenceDocumentInput, { nullable: true })
  document?: EvidenceDocumentInput | null;

  @IsOptional()
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'Last day of its validity; by default as the catalogue says.',
  })
  validUntil?: string | null;

  @IsOptional()
  @MaxLength(2000)
  @Field(() => String, { nullable: true })
  note?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Record it once more, as an approval is given again; false by default.',
  })
  repeat?: boolean | null;
}

@InputType()
export class CorrectMilestoneInput extends ProjectCommandInput {
  @MaxLength(64)
  @Field(() => String)
  milestone!: string;

  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Needed only where it was recorded more than once.' })
  eventId?: string | null;

  @Field(() => CalendarDate, { description: 'The right date.' })
  occurredOn!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => EvidenceDocumentInput)
  @Field(() => EvidenceDocumentInput, { nullable: true, description: 'Absent: as before.' })
  document?: EvidenceDocumentInput | null;

  @IsOptional()
  @Field(() => CalendarDate, { nullable: true, description: 'Absent: as before; null: as the catalogue says.' })
  validUntil?: string | null;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}

@InputType()
export class WithdrawMilestoneInput extends ProjectCommandInput {
  @MaxLength(64)
  @Field(() => String)
  milestone!: string;

  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Needed only where it was recorded more than once.' })
  eventId?: string | null;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}

@InputType()
export class MarkMilestoneNotApplicableInput extends ProjectCommandInput {
  @MaxLength(64)
  @Field(() => String)
  milestone!: string;

  @Field(() => CalendarDate)
  decidedOn!: string;

  @MaxLength(200)
  @Field(() => String, { description: "Post or bureau that approved it, not a person's name." })
  approver!: string;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}

@InputType()
export class TargetInput {
  @MaxLength(64)
  @Field(() => String)
  milestone!: string;

  @Field(() => CalendarDate)
  date!: string;
}

@InputType()
export class CommitScheduleInput extends ProjectCommandInput {
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique((target: TargetInput) => target.milestone)
  @ValidateNested({ each: true })
  @Type(() => TargetInput)
  @Field(() => [TargetInput], { description: 'Target dates; milestones not named keep theirs.' })
  targets!: TargetInput[];

  @Field(() => CalendarDate, { description: 'When it was committed to.' })
  committedOn!: string;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: 'Required when a committed date moves.' })
  reason?: string | null;
}
