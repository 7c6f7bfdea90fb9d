import { AsOfInput, Instant, PageArgs, Position } from '@milepost/graphql';
import { ArgsType, Field, ID, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, IsUUID, MaxLength } from 'class-validator';

export enum HistoryOrder {
  RECORDED_DESC = 'RECORDED_DESC',
  RECORDED_ASC = 'RECORDED_ASC',
}

registerEnumType(HistoryOrder, {
  name: 'HistoryOrder',
  valuesMap: {
    RECORDED_DESC: { description: 'What was recorded last comes first.' },
    RECORDED_ASC: { description: 'In the order in which it was recorded.' },
  },
});

/** What is given narrows; all of it must match. */
@ArgsType()
export class HistoryArgs extends PageArgs {
  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Only events of this project.' })
  projectId?: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Only what this account or system recorded.' })
  actor?: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Only what was recorded on behalf of this bureau.' })
  bureau?: string | null;

  @IsOptional()
  @MaxLength(100)
  @Field(() => String, { nullable: true, description: 'Only what speaks of this milestone, commitments included.' })
  milestone?: string | null;

  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  @Field(() => [String], { nullable: true, description: 'Only events of these types, e.g. `milestone.corrected.v1`.' })
  type?: string[] | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'Only what was recorded at this instant or later.' })
  recordedFrom?: string | null;

  @IsOptional()
  @Field(() => Instant, { nullable: true, description: 'Only what was recorded before this instant.' })
  recordedTo?: string | null;

  @Field(() => HistoryOrder, { defaultValue: HistoryOrder.RECORDED_DESC })
  orderBy: HistoryOrder = HistoryOrder.RECORDED_DESC;

  @IsOptional()
  @Field(() => AsOfInput, {
    nullable: true,
    description: 'As known when; the day is the one that projects are shown for. Now, by default.',
  })
  asOf?: AsOfInput | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Wait (bounded) until the view has reached this position.' })
  atLeast?: string | null;
}
