import { RepeatableInput, UUID } from '@milepost/graphql';
import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { ErasureGround } from './person.types';

const MAX_NAME = 100;
const MAX_PHONE = 50;
const MAX_POST = 200;

@InputType()
export class AddPersonInput extends RepeatableInput {
  @MaxLength(MAX_NAME)
  @Field(() => String)
  name!: string;

  @IsOptional()
  @MaxLength(MAX_PHONE)
  @Field(() => String, { nullable: true })
  phone?: string | null;

  @IsOptional()
  @MaxLength(MAX_POST)
  @Field(() => String, { nullable: true })
  bureau?: string | null;

  @MaxLength(MAX_POST)
  @Field(() => String, { description: 'The post that they hold (职务).' })
  post!: string;
}

@InputType()
export class CorrectPersonInput {
  @Field(() => UUID)
  personId!: string;

  @IsOptional()
  @MaxLength(MAX_NAME)
  @Field(() => String, { nullable: true, description: 'Absent or null: as before.' })
  name?: string | null;

  @IsOptional()
  @MaxLength(MAX_PHONE)
  @Field(() => String, { nullable: true, description: 'Absent: as before; null: none.' })
  phone?: string | null;

  @IsOptional()
  @MaxLength(MAX_POST)
  @Field(() => String, { nullable: true, description: 'Absent: as before; null: none.' })
  bureau?: string | null;

  @IsOptional()
  @MaxLength(MAX_POST)
  @Field(() => String, { nullable: true, description: 'Absent or null: as before.' })
  post?: string | null;
}

@InputType()
export class ErasePersonInput {
  @Field(() => UUID)
  personId!: string;

  @Field(() => ErasureGround)
  ground!: ErasureGround;
}
