import { CommandInput, CalendarDate, UUID } from '@milepost/graphql';
import { Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { ProjectCommandInput } from './project-command.input';

const OVERRIDE = 'Why a code whose check digit does not match is to be recorded all the same.';
const AMOUNT = 'Exact amount, in yuan or with its unit: `407002200`, `40700.22万元`, `4.07亿元`.';
const NULL = 'Absent: as before; null: none.';

@InputType()
export class ExternalKeyInput {
  @MaxLength(100)
  @Field(() => String, { description: 'Code of the register or ledger.' })
  register!: string;

  @MaxLength(200)
  @Field(() => String)
  key!: string;
}

@InputType()
export class RegisterProjectInput extends CommandInput {
  @IsOptional()
  @IsUUID()
  @Field(() => ID, { nullable: true, description: 'Chosen by the caller; made by the server when absent.' })
  id?: string | null;

  @IsOptional()
  @MaxLength(100)
  @Field(() => String, {
    nullable: true,
    description: 'Code of the lifecycle catalogue that it follows; cn-investment by default.',
  })
  catalogue?: string | null;

  @MaxLength(500)
  @Field(() => String)
  name!: string;

  @MaxLength(64)
  @Field(() => String, { description: 'Code of a kind in the catalogue.' })
  kind!: string;

  @MaxLength(200)
  @Field(() => String, { description: 'GB/T 2260 code (6, 9 or 12 digits), or a path such as `England/South West`.' })
  district!: string;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: 'The investing organization.' })
  investor?: string | null;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: "The investor's 统一社会信用代码." })
  investorCode?: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true })
  industry?: string | null;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: 'Code of a land mode in the catalogue.' })
  landMode?: string | null;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: AMOUNT })
  totalInvestment?: string | null;

  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(50, { each: true })
  @Field(() => [String], { nullable: true })
  tags?: string[] | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => ExternalKeyInput)
  @Field(() => ExternalKeyInput, { nullable: true, description: 'Where it is kept elsewhere.' })
  external?: ExternalKeyInput | null;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: OVERRIDE })
  overrideReason?: string | null;
}

@InputType()
export class AmendProjectInput extends ProjectCommandInput {
  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true })
  name?: string | null;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true })
  kind?: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true })
  district?: string | null;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: NULL })
  investor?: string | null;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: NULL })
  investorCode?: string | null;

  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: NULL })
  industry?: string | null;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: NULL })
  landMode?: string | null;

  @IsOptional()
  @MaxLength(64)
  @Field(() => String, { nullable: true, description: `${AMOUNT} ${NULL}` })
  totalInvestment?: string | null;

  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(50, { each: true })
  @Field(() => [String], { nullable: true })
  tags?: string[] | null;

  @IsOptional()
  @Field(() => CalendarDate, {
    nullable: true,
    description: 'From when the change holds; absent: it puts right what was wrong from the start.',
  })
  effectiveOn?: string | null;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: OVERRIDE })
  overrideReason?: string | null;
}

@InputType()
export class AssignProjectCodeInput extends ProjectCommandInput {
  @MaxLength(64)
  @Field(() => String, { description: '投资项目统一代码 (GB/T 40058-2021); an earlier code stays an alias.' })
  code!: string;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: OVERRIDE })
  overrideReason?: string | null;
}

@InputType()
export class TransferProjectInput extends ProjectCommandInput {
  @MaxLength(200)
  @Field(() => String)
  district!: string;

  @Field(() => CalendarDate)
  since!: string;

  @MaxLength(500)
  @Field(() => String)
  reason!: string;
}

export enum ResponsibilityRole {
  LEAD_OFFICIAL = 'LEAD_OFFICIAL',
  BUREAU = 'BUREAU',
  CONTACT = 'CONTACT',
}

registerEnumType(ResponsibilityRole, {
  name: 'ResponsibilityRole',
  valuesMap: {
    LEAD_OFFICIAL: { description: '包保领导' },
    BUREAU: { description: '责任单位' },
    CONTACT: { description: '联系人' },
  },
});

@InputType()
export class AssignResponsibilityInput extends ProjectCommandInput {
  @Field(() => ResponsibilityRole)
  role!: ResponsibilityRole;

  @MaxLength(200)
  @Field(() => String, {
    description: "A post (`分管工业副县长`) or a bureau; never a person's name: events can't be erased.",
  })
  assignee!: string;

  @IsOptional()
  @Field(() => UUID, {
    nullable: true,
    description: 'Directory id of the person in that post, for a lead official or a contact.',
  })
  person?: string | null;

  @Field(() => CalendarDate)
  from!: string;

  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true })
  reason?: string | null;
}
