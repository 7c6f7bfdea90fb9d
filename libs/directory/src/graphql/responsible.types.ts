import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Entry } from '../person';

@ObjectType({
  description: 'Who answers for something: a post, and the person in it as far as the directory knows one.',
})
export class Responsible {
  @Field(() => String, { description: 'The name; the post where no person is named, or whose data were erased.' })
  shownAs!: string;

  @Field(() => String, { description: 'The post, as it was assigned.' })
  post!: string;

  @Field(() => ID, { nullable: true, description: 'Id in the directory; null where only the post is known.' })
  id!: string | null;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Field(() => Boolean, { description: 'A person was named, whose data have been erased since.' })
  erased!: boolean;
}

/** The post, with the person in it while the directory holds one under the id. */
export function responsibleOf(post: string, id: string | null, entry: Entry | null): Responsible {
  if (entry === null || entry.erased) {
    return { shownAs: post, post, id, name: null, phone: null, erased: entry !== null };
  }
  const { name, phone } = entry;
  return { shownAs: name, post, id, name, phone, erased: false };
}
