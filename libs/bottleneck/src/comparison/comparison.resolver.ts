import { decodeCursor, PageArgs, pageOf, selects, type Connection } from '@milepost/graphql';
import { change, type FieldChange } from '@milepost/lifecycle';
import { Args, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { provenanceOfBoth } from '../graphql/provenance-of-subject';
import { BoardReader, type BoardSubject } from '../query/board-reader';
import { ComparisonReader } from './comparison-reader';
import { CompareArgs } from './comparison.args';
import {
  BucketComparison,
  Comparison,
  ProjectChangeConnection,
  type ComparedState,
  type ProjectChange,
} from './comparison.types';
import { compareFigures } from './figures-difference';
import { projectChangeOf } from './project-change-of';

const SCOPE = 'compare';

const stateOf = ({ asOf, ruleset, catalogue, position }: BoardSubject): ComparedState => ({
  asOf,
  ruleset,
  catalogueVersion: catalogue.version,
  position,
});

const version = (number: number) => ({ zh: `第 ${number} 版`, en: `version ${number}` });

function rulesChanged(from: BoardSubject, to: BoardSubject): FieldChange[] {
  return [
    ...change('ruleset', { zh: '规则集', en: 'ruleset' }, version(from.ruleset.version), version(to.ruleset.version)),
    ...change(
      'catalogue',
      { zh: '目录', en: 'catalogue' },
      version(from.catalogue.version),
      version(to.catalogue.version),
    ),
  ];
}

@Resolver(() => Comparison)
export class ComparisonResolver {
  constructor(
    private readonly boards: BoardReader,
    private readonly comparisons: ComparisonReader,
  ) {}

  @Query(() => Comparison, {
    description: 'What differs between two states, and why: a published figure, say, beside the same as known today.',
  })
  async compare(@Args() args: CompareArgs, @Info() info: GraphQLResolveInfo): Promise<Comparison> {
    const { ruleset, filter, atLeast } = args;
    const subject = (asOf: CompareArgs['to']) => this.boards.subject({ ruleset, filter, atLeast, asOf, pinned: true });
    const [from, to] = await Promise.all([subject(args.from), subject(args.to)]);
    return {
      from: stateOf(from),
      to: stateOf(to),
      rules: rulesChanged(from, to),
      provenance: provenanceOfBoth(info, from, to),
      subjects: { from, to },
    };
  }

  @ResolveField(() => [BucketComparison], { description: 'The figures of both states, and by how much they differ.' })
  async buckets(@Parent() { subjects: { from, to } }: Comparison): Promise<BucketComparison[]> {
    const [was, is] = await Promise.all([this.boards.buckets(from), this.boards.buckets(to)]);
    return compareFigures(was, is);
  }

  @ResolveField(() => ProjectChangeConnection, { description: 'The projects that differ, in the order of their ids.' })
  async projects(
    @Parent() { subjects }: Comparison,
    @Args() { first, after }: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ProjectChange>> {
    const last = after ? String(decodeCursor(SCOPE, after)[0]) : null;
    const [compared, totalCount] = await Promise.all([
      this.comparisons.projects(subjects, first, last),
      selects(info, 'totalCount') ? this.comparisons.count(subjects) : null,
    ]);
    const rows = compared.flatMap((one) => projectChangeOf(one, subjects));
    return { ...pageOf(rows, { first, after, scope: SCOPE, keysOf: ({ project }) => [project.id] }), totalCount };
  }
}
