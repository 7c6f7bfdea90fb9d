import { selects } from '@milepost/graphql';
import { Args, Info, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { waitingCount } from '@milepost/lifecycle';
import type { GraphQLResolveInfo } from 'graphql';
import { BoardReader } from '../query/board-reader';
import { BoardArgs, GroupArgs } from './board.args';
import { provenanceOfSubject } from './provenance-of-subject';
import { bucketOf, groupOf } from './bucket-of';
import { BoardGroup, BottleneckBoard, Bucket } from './figures.types';

@Resolver(() => BottleneckBoard)
export class BoardResolver {
  constructor(private readonly boards: BoardReader) {}

  @Query(() => BottleneckBoard, { description: 'The bottleneck board (五未) of any day, as known at any instant.' })
  async bottlenecks(@Args() args: BoardArgs, @Info() info: GraphQLResolveInfo): Promise<BottleneckBoard> {
    const subject = await this.boards.subject({ ...args, pinned: selects(info, 'provenance') });
    const { ruleset, catalogue, asOf, position } = subject;
    const provenance = provenanceOfSubject(info, subject);
    return { asOf, ruleset, catalogueVersion: catalogue.version, position, provenance, subject };
  }

  @ResolveField(() => [Bucket], { description: "One per bottleneck, in the ruleset's order." })
  async buckets(@Parent() { subject }: BottleneckBoard): Promise<Bucket[]> {
    return (await this.boards.buckets(subject)).map(bucketOf);
  }

  @ResolveField(() => Int, {
    description: 'Rows of all ledgers: every waiting project once per bottleneck that it waits in.',
  })
  async total(@Parent() { subject }: BottleneckBoard): Promise<number> {
    return (await this.boards.buckets(subject)).reduce((sum, bucket) => sum + waitingCount(bucket), 0);
  }

  @ResolveField(() => [BoardGroup], { description: 'The same figures by group, most rows first.' })
  async groups(@Parent() { subject }: BottleneckBoard, @Args() { by, first }: GroupArgs): Promise<BoardGroup[]> {
    const groups = await this.boards.groups(subject, by, first);
    return groups.map((group) => groupOf(group, by, subject.catalogue));
  }
}
