import { CommandInput } from '@milepost/graphql';
import { Field, ID, InputType } from '@nestjs/graphql';
import { IsUUID } from 'class-validator';

/** What every command on a project carries. */
@InputType({ isAbstract: true })
export abstract class ProjectCommandInput extends CommandInput {
  @IsUUID()
  @Field(() => ID)
  projectId!: string;
}
