import { CalendarDate } from '@milepost/graphql';
import { Field, ID, InputType } from '@nestjs/graphql';
import { IsUUID, MaxLength } from 'class-validator';
import { ProjectCommandInput } from './project-command.input';

@InputType({ isAbstract: true })
abstract class StatusInput extends ProjectCommandInput {
  @Field(() => CalendarDate, { description: 'Since when.' })
  since!: string;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}

@InputType()
export class SuspendProjectInput extends StatusInput {}

@InputType()
export class ResumeProjectInput extends StatusInput {}

@InputType()
export class TerminateProjectInput extends StatusInput {}

@InputType()
export class ReinstateProjectInput extends StatusInput {}

@InputType()
export class CorrectStatusInput extends StatusInput {
  @IsUUID()
  @Field(() => ID, { description: 'The suspension, resumption, termination, reinstatement or transfer put right.' })
  eventId!: string;
}

@InputType()
export class WithdrawStatusInput extends ProjectCommandInput {
  @IsUUID()
  @Field(() => ID, { description: 'The suspension, resumption, termination, reinstatement or transfer taken back.' })
  eventId!: string;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}
