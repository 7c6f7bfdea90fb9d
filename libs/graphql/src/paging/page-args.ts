import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { MAX_CURSOR } from './cursor';

/** Largest page that a client may ask for. */
export const MAX_PAGE = 100;

/** Arguments of every connection; a query's own arguments class extends it. */
@ArgsType()
export class PageArgs {
  @Min(1)
  @Max(MAX_PAGE)
  @Field(() => Int, { description: 'How many, 1 to 100.' })
  first!: number;

  @IsOptional()
  @MaxLength(MAX_CURSOR)
  @Field(() => String, { nullable: true, description: 'The cursor after which to go on.' })
  after?: string | null;
}
