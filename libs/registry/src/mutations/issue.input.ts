import { CalendarDate } from '@milepost/graphql';
import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsUUID, MaxLength } from 'class-validator';
import { ProjectCommandInput } from './project-command.input';

@InputType()
export class RaiseIssueInput extends ProjectCommandInput {
  @MaxLength(500)
  @Field(() => String, { description: 'What blocks.' })
  title!: string;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: 'Code of the milestone that it holds up.' })
  milestone?: string | null;

  @MaxLength(200)
  @Field(() => String, { description: "Bureau or post that has to solve it, never a person's name." })
  bureau!: string;

  @Field(() => CalendarDate)
  raisedOn!: string;

  @IsOptional()
  @Field(() => CalendarDate, { nullable: true, description: 'Last day on which it is to be solved.' })
  dueOn?: string | null;
}

@InputType()
export class ResolveIssueInput extends ProjectCommandInput {
  @IsUUID()
  @Field(() => ID, { description: 'The event that raised it.' })
  eventId!: string;

  @Field(() => CalendarDate)
  resolvedOn!: string;

  @MaxLength(2000)
  @Field(() => String, { description: 'How it was solved.' })
  resolution!: string;
}
