import { Field, ObjectType } from '@nestjs/graphql';
import type { Notice as NoticeData } from '@milepost/lifecycle';
import { Position } from '../scalars/position';
import { Notice, UserError } from './notice';

/** What every mutation answers; the slice adds the changed object, e.g. `project`, null when nothing was changed. */
@ObjectType({ isAbstract: true })
export abstract class MutationPayload {
  @Field(() => Position, { nullable: true, description: 'Hand it to a query as `atLeast` to read your own write.' })
  position!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was done.' })
  userErrors!: readonly NoticeData[];

  @Field(() => [Notice], { description: 'What to look at, though it was recorded.' })
  warnings!: readonly NoticeData[];
}
