import {
  connectionTypes,
  decodeCursor,
  PageArgs,
  pageOf,
  selects,
  UUID,
  type Connection,
  type RequestContext,
} from '@milepost/graphql';
import { Args, Context, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Directory } from '../store/directory';
import { Person, personOf } from './person.types';
import { uncached } from './uncached';

export const { Connection: PersonConnection } = connectionTypes(Person);

const SCOPE = 'persons';

@Resolver()
export class PersonQueries {
  constructor(private readonly directory: Directory) {}

  @Query(() => Person, { nullable: true, description: 'One entry of the directory; null when there never was one.' })
  async person(
    @Args('id', { type: () => UUID }) id: string,
    @Context() context: RequestContext,
  ): Promise<Person | null> {
    uncached(context);
    const entry = await this.directory.findOne(id);
    return entry && personOf(entry);
  }

  @Query(() => PersonConnection, {
    description: 'Persons in the order in which they were added, without those erased.',
  })
  async persons(
    @Args() { first, after }: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Context() context: RequestContext,
  ): Promise<Connection<Person>> {
    uncached(context);
    const [addedAt = '', lastId = ''] = after ? decodeCursor(SCOPE, after).map(String) : [];
    const [listed, totalCount] = await Promise.all([
      this.directory.list({ limit: first + 1, after: after ? [addedAt, lastId] : null }),
      selects(info, 'totalCount') ? this.directory.count() : null,
    ]);
    // What sorts is the instant and the id: a cursor holds nothing personal.
    const keysOf = ({ addedAt: instant, id }: Person) => [instant, id];
    return { ...pageOf(listed.map(personOf), { first, after, scope: SCOPE, keysOf }), totalCount };
  }
}
