import { CalendarDate, connectionTypes, Instant, LabelField, Project, UUID } from '@milepost/graphql';
import type { Label } from '@milepost/lifecycle';
import { Field, ObjectType } from '@nestjs/graphql';
import { IntegrityRule } from './rule.types';

@ObjectType({ description: 'An event that a flag is about.' })
export class FlagEvent {
  @Field(() => UUID)
  id!: string;
}

@ObjectType({ description: "A bureau's answer to the question of a flag." })
export class FlagExplanation {
  @Field(() => UUID, { description: 'The event that gave it.' })
  eventId!: string;

  @Field(() => String)
  explanation!: string;

  @Field(() => String, { description: 'Bureau or post that answers.' })
  bureau!: string;

  @Field(() => Instant, { description: 'When the store took it.' })
  recordedAt!: string;
}

@ObjectType({ description: 'A question raised about a project (疑点), with its answer where there is one.' })
export class IntegrityFlag {
  @Field(() => IntegrityRule)
  rule!: IntegrityRule;

  @Field(() => CalendarDate, { description: 'First day of what it asks about.' })
  since!: string;

  @Field(() => [FlagEvent], { description: "The project's own events that it is about." })
  events!: readonly FlagEvent[];

  @LabelField({ description: 'What was found, in words.' })
  detail!: Label;

  /** Id of the event that explains it; not part of the schema. */
  explainedBy!: string | null;
}

@ObjectType({ description: 'A row of the ledger of flags: one question about one project.' })
export class FlaggedProject {
  @Field(() => Project)
  project!: Project;

  @Field(() => IntegrityFlag)
  flag!: IntegrityFlag;
}

export const { Connection: FlaggedProjectConnection } = connectionTypes(FlaggedProject, 'FlaggedProject', {
  reproducible: true,
});
