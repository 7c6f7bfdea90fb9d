import { Field, Int, ObjectType } from '@nestjs/graphql';
import { AsOf, LabelField, Position, Provenance, Yuan } from '@milepost/graphql';
import type { Label } from '@milepost/lifecycle';
import type { BoardSubject } from '../query/board-reader';

@ObjectType({ description: 'One watched bottleneck (未): a milestone that is awaited.' })
export class Bottleneck {
  @Field(() => String)
  code!: string;

  @LabelField()
  label!: Label;

  @LabelField({ description: 'Whose it is to move on (责任部门).' })
  owner!: Label;

  @Field(() => String, { description: 'Code of the awaited milestone.' })
  awaits!: string;

  @Field(() => [String], { description: 'The clock starts at the first of these milestones that applies.' })
  clockStartsAt!: readonly string[];
}

@ObjectType({ description: 'How long it took those that got through, in days from the start of the clock.' })
export class Dwell {
  @Field(() => Int, { description: 'How many got through, negative ones included.' })
  count!: number;

  @Field(() => Int, {
    description: 'Those whose awaited milestone came before the start of the clock; not in p50 and p90.',
  })
  negative!: number;

  @Field(() => Int, { nullable: true, description: 'Median, nearest rank (percentile_disc).' })
  p50!: number | null;

  @Field(() => Int, { nullable: true, description: '90th percentile, nearest rank (percentile_disc).' })
  p90!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Median that also counts those still waiting, for as long as they have waited (Kaplan–Meier).',
  })
  kaplanMeierMedian!: number | null;
}

@ObjectType({
  description:
    "A bottleneck's figures. Every waiting project is counted in exactly one of open, skipped, ended, suspended.",
})
export class Bucket {
  @Field(() => Bottleneck)
  bottleneck!: Bottleneck;

  @Field(() => Int, { description: 'Waiting and under way: green, yellow and red.' })
  open!: number;

  @Field(() => Int)
  green!: number;

  @Field(() => Int)
  yellow!: number;

  @Field(() => Int)
  red!: number;

  @Field(() => Int, { description: 'A later milestone has happened (缺环).' })
  skipped!: number;

  @Field(() => Int, { description: 'Ended while waiting.' })
  ended!: number;

  @Field(() => Int, { description: 'Paused while waiting.' })
  suspended!: number;

  @Field(() => Yuan, { description: 'Total investment of the open projects.' })
  investmentHeldUp!: string;

  @Field(() => String, { description: 'The same in 万元 or 亿元, for people.' })
  investmentHeldUpText!: string;

  @Field(() => Int, { nullable: true, description: 'Longest wait among the open projects.' })
  longestDays!: number | null;

  @Field(() => Dwell)
  dwell!: Dwell;
}

@ObjectType({ description: 'The figures of the projects that share one value of what the board is grouped by.' })
export class BoardGroup {
  @Field(() => String, { nullable: true, description: 'The shared value; null for projects without one.' })
  key!: string | null;

  @LabelField()
  label!: Label;

  @Field(() => Int, { description: 'Rows of the ledger in this group.' })
  total!: number;

  @Field(() => [Bucket])
  buckets!: readonly Bucket[];
}

@ObjectType({ description: 'Which version of a ruleset made the figures.' })
export class RulesetVersion {
  @Field(() => String)
  code!: string;

  @Field(() => Int)
  version!: number;

  @LabelField()
  label!: Label;
}

@ObjectType({ description: 'A bottleneck board (五未): the state on a day, as it was known at an instant.' })
export class BottleneckBoard {
  @Field(() => AsOf)
  asOf!: AsOf;

  @Field(() => RulesetVersion)
  ruleset!: RulesetVersion;

  @Field(() => Int, { description: "Version of the catalogue that the projects' dates were read with." })
  catalogueVersion!: number;

  @Field(() => Position, {
    description:
      'The figures take into account every event up to here, and may take in one that came while they were read.',
  })
  position!: string;

  @Field(() => Provenance, {
    nullable: true,
    description: 'What the figures rest on, and the query that gives them again.',
  })
  provenance!: Provenance | null;

  /** What the lazy fields are read from; not part of the schema. */
  subject!: BoardSubject;
}
