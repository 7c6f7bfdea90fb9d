import { Instant, Position, UUID } from '@milepost/graphql';
import type { RecordedEvent } from '@milepost/lifecycle';
import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: "An event of a project's stream, as the store holds it." })
export class ProjectEvent {
  @Field(() => UUID)
  id!: string;

  @Field(() => String, { description: 'Stable, versioned name, e.g. `milestone.reached.v1`.' })
  type!: string;

  @Field(() => Int)
  revision!: number;

  @Field(() => Position)
  position!: string;

  @Field(() => Instant)
  recordedAt!: string;

  @Field(() => String)
  actor!: string;

  @Field(() => String, { nullable: true })
  bureau!: string | null;

  @Field(() => String, { description: 'The system or file that it came from.' })
  source!: string;

  @Field(() => String, { description: 'What it says, as JSON.' })
  data!: string;
}

export function eventOf({ metadata, data, ...event }: RecordedEvent): ProjectEvent {
  const { actor, bureau, source } = metadata;
  return { ...event, actor, bureau: bureau ?? null, source, data: JSON.stringify(data) };
}
