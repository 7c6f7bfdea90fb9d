import { Project, type RequestContext } from '@milepost/graphql';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import type { Entry } from '../person';
import { Directory } from '../store/directory';
import { Responsible, responsibleOf } from './responsible.types';
import { uncached } from './uncached';

const ENTRIES = Symbol('directory entries');

/**
 * The persons behind a project's posts: who held the post is told by its events, of the day and instant asked for; their
 * name by the directory, as it is now. Of a whole page they are read at once, and remembered for one request only.
 */
@Resolver(() => Project)
export class ResponsibleResolver {
  constructor(private readonly directory: Directory) {}

  @ResolveField(() => Responsible, { nullable: true, description: 'The lead official (包保领导) with name and phone.' })
  leadOfficialPerson(
    @Parent() { leadOfficial, leadOfficialId }: Project,
    @Context() context: RequestContext,
  ): Promise<Responsible | null> {
    return this.responsible(leadOfficial, leadOfficialId, context);
  }

  @ResolveField(() => Responsible, { nullable: true, description: 'The contact (联系人) with name and phone.' })
  contactPerson(
    @Parent() { contact, contactId }: Project,
    @Context() context: RequestContext,
  ): Promise<Responsible | null> {
    return this.responsible(contact, contactId, context);
  }

  private async responsible(
    post: string | null,
    id: string | null,
    context: RequestContext,
  ): Promise<Responsible | null> {
    if (post === null) return null;
    if (id === null) return responsibleOf(post, null, null);
    uncached(context);
    const create = () => new DataLoader<string, Entry | null>((ids) => this.directory.find(ids));
    return responsibleOf(post, id, await context.loaders.get(ENTRIES, create).load(id));
  }
}
