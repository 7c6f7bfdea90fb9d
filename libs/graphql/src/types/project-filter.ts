import { applyDecorators } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';

const MAX_VALUES = 50;
const MAX_LENGTH = 200;

/** An optional list of values, any of which may match; bounded, because each becomes part of a database query. */
function AnyOf(description: string): PropertyDecorator {
  return applyDecorators(
    Field(() => [String], { nullable: true, description }) as PropertyDecorator,
    IsOptional(),
    IsArray(),
    ArrayMaxSize(MAX_VALUES),
    IsString({ each: true }),
    MaxLength(MAX_LENGTH, { each: true }),
  );
}

/** Which projects: each given list narrows it; within a list any value matches. */
@InputType({ description: 'Which projects: every list given must match, by any of its values (at most 50 each).' })
export class ProjectFilterInput {
  @AnyOf('Districts, each with all below it.')
  district?: string[] | null;

  @AnyOf('Codes of kinds.')
  kind?: string[] | null;

  @AnyOf('Industries.')
  industry?: string[] | null;

  @AnyOf('Bureaus in charge.')
  bureau?: string[] | null;

  @AnyOf("Lead officials' posts.")
  leadOfficial?: string[] | null;

  @AnyOf('Codes of size tiers.')
  sizeTier?: string[] | null;

  @AnyOf('Tags.')
  tag?: string[] | null;

  @AnyOf('Investing organizations.')
  investor?: string[] | null;
}
