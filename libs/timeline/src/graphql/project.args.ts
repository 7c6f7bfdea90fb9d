import { AsOfInput, PageArgs, Position, ProjectFilterInput } from '@milepost/graphql';
import { ArgsType, Field, ID, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';

export enum ProjectOrder {
  REGISTERED_DESC = 'REGISTERED_DESC',
  REGISTERED_ASC = 'REGISTERED_ASC',
  INVESTMENT_DESC = 'INVESTMENT_DESC',
  NAME_ASC = 'NAME_ASC',
}

registerEnumType(ProjectOrder, { name: 'ProjectOrder' });

@ArgsType()
export class ProjectArgs {
  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true })
  id?: string | null;

  @IsOptional()
  @MaxLength(100)
  @Field(() => String, { nullable: true, description: 'A code that it has or had, instead of its id.' })
  code?: string | null;

  @IsOptional()
  @Field(() => AsOfInput, { nullable: true, description: 'Which state; now, by default.' })
  asOf?: AsOfInput | null;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Wait (bounded) until the view has reached this position.' })
  atLeast?: string | null;
}

@ArgsType()
export class ProjectsArgs extends PageArgs {
  @IsOptional()
  @Field(() => AsOfInput, { nullable: true, description: 'Which state; now, by default.' })
  asOf?: AsOfInput | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => ProjectFilterInput)
  @Field(() => ProjectFilterInput, { nullable: true })
  filter?: ProjectFilterInput | null;

  @Field(() => ProjectOrder, { defaultValue: ProjectOrder.REGISTERED_DESC })
  orderBy: ProjectOrder = ProjectOrder.REGISTERED_DESC;

  @IsOptional()
  @Field(() => Position, { nullable: true, description: 'Wait (bounded) until the view has reached this position.' })
  atLeast?: string | null;
}

@ArgsType()
export class EventsArgs {
  @Min(1)
  @Max(100)
  @Field(() => Int, { description: 'How many, 1 to 100.' })
  first!: number;

  @IsOptional()
  @Min(-1)
  @Field(() => Int, { nullable: true, description: 'The revision after which to go on.' })
  afterRevision?: number | null;
}
