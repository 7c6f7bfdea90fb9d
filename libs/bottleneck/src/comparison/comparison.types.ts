import {
  AsOf,
  AssumedItems,
  CalendarDate,
  connectionTypes,
  FieldChange,
  HistoryEvent,
  LabelField,
  Position,
  Project,
  Provenance,
  UUID,
  Yuan,
} from '@milepost/graphql';
import type { FieldChange as FieldChangeData, Label } from '@milepost/lifecycle';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CaseState, Light } from '../graphql/case.types';
import { Bottleneck, Bucket, RulesetVersion } from '../graphql/figures.types';
import type { ComparedSubjects } from './comparison-reader';

@ObjectType({ description: 'One of the two states that are compared.' })
export class ComparedState {
  @Field(() => AsOf)
  asOf!: AsOf;

  @Field(() => RulesetVersion)
  ruleset!: RulesetVersion;

  @Field(() => Int)
  catalogueVersion!: number;

  @Field(() => Position, { description: 'It takes into account every event up to here, and none after it.' })
  position!: string;
}

@ObjectType({ description: 'By how much figures differ: what they are in the second state less what they were.' })
export class FigureDifference {
  @Field(() => Int)
  open!: number;

  @Field(() => Int)
  green!: number;

  @Field(() => Int)
  yellow!: number;

  @Field(() => Int)
  red!: number;

  @Field(() => Int)
  skipped!: number;

  @Field(() => Int)
  ended!: number;

  @Field(() => Int)
  suspended!: number;

  @Field(() => Int, { description: 'Those that got through.' })
  passed!: number;

  @Field(() => Yuan)
  investmentHeldUp!: string;

  @Field(() => String, { description: 'The same in 万元 or 亿元, for people.' })
  investmentHeldUpText!: string;
}

@ObjectType({ description: "A bottleneck's figures in both states." })
export class BucketComparison {
  @Field(() => Bottleneck)
  bottleneck!: Bottleneck;

  @Field(() => Bucket, { nullable: true, description: 'Null: the ruleset then in force did not watch it.' })
  from!: Bucket | null;

  @Field(() => Bucket, { nullable: true, description: 'Null: the ruleset then in force does not watch it.' })
  to!: Bucket | null;

  @Field(() => FigureDifference)
  difference!: FigureDifference;
}

@ObjectType({ description: 'Where a project stands in a bottleneck, in one of the two states.' })
export class ComparedCase {
  @Field(() => CaseState)
  state!: CaseState;

  @Field(() => Light, { nullable: true, description: 'Only for open cases.' })
  light!: Light | null;

  @Field(() => CalendarDate, { description: 'The day on which the clock started.' })
  since!: string;

  @Field(() => CalendarDate, { nullable: true, description: 'Last green day of an open case.' })
  yellowAfter!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'Last yellow day of an open case.' })
  redAfter!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The committed date that the limit comes from.' })
  committedOn!: string | null;

  @Field(() => CalendarDate, {
    nullable: true,
    description: 'Passed: when. Skipped: the day of the later milestone. Ended, suspended: since when.',
  })
  turnedOn!: string | null;

  @Field(() => UUID, { description: 'The event that started the clock.' })
  startedBy!: string;

  @Field(() => UUID, { nullable: true, description: 'The event behind `turnedOn`.' })
  turnedBy!: string | null;

  @Field(() => Yuan, { description: 'Total investment that it holds up: 0 unless it is open.' })
  investmentHeldUp!: string;
}

@ObjectType({ description: 'A case that differs, or that holds up another amount.' })
export class CaseChange {
  @Field(() => Bottleneck)
  bottleneck!: Bottleneck;

  @Field(() => ComparedCase, { nullable: true, description: 'Null: it was not counted in this bottleneck.' })
  from!: ComparedCase | null;

  @Field(() => ComparedCase, { nullable: true, description: 'Null: it is not counted in this bottleneck.' })
  to!: ComparedCase | null;
}

@ObjectType({ description: 'A date that went by between the two days, and so changed something without any event.' })
export class PassedDate {
  @Field(() => CalendarDate)
  on!: string;

  @LabelField()
  text!: Label;
}

/** All fields are plain, so that whole pages resolve without a call per field. */
@ObjectType({ description: 'What differs of one project, and why.' })
export class ProjectChange {
  @Field(() => Project, { description: 'As in the second state; as in the first where the second does not know it.' })
  project!: Project;

  @Field(() => Boolean, { description: 'Whether the first state has it among those asked for.' })
  inFrom!: boolean;

  @Field(() => Boolean, { description: 'Whether the second state has it among those asked for.' })
  inTo!: boolean;

  @AssumedItems(2)
  @Field(() => [FieldChange], { description: 'Attributes, responsibilities and standing.' })
  attributes!: readonly FieldChangeData[];

  @AssumedItems(2)
  @Field(() => [FieldChange], { description: 'Milestones that stand otherwise.' })
  milestones!: readonly FieldChangeData[];

  @AssumedItems(2)
  @Field(() => [CaseChange], { description: 'Over all projects these add up to what the figures differ by.' })
  cases!: readonly CaseChange[];

  @AssumedItems(3)
  @Field(() => [HistoryEvent], { description: 'Events recorded, or dated, between the two states.' })
  events!: readonly HistoryEvent[];

  @Field(() => [PassedDate])
  passed!: readonly PassedDate[];
}

export const { Connection: ProjectChangeConnection } = connectionTypes(ProjectChange);

@ObjectType({ description: 'Two states set beside each other: figures, and what differs project by project and why.' })
export class Comparison {
  @Field(() => ComparedState)
  from!: ComparedState;

  @Field(() => ComparedState)
  to!: ComparedState;

  @Field(() => [FieldChange], {
    description: 'Other versions of the ruleset or the catalogue: they can change any case.',
  })
  rules!: readonly FieldChangeData[];

  @Field(() => Provenance, {
    nullable: true,
    description: 'What the second state rests on, and the query that gives the whole comparison again.',
  })
  provenance!: Provenance | null;

  /** What the lazy fields are read from; not part of the schema. */
  subjects!: ComparedSubjects;
}
