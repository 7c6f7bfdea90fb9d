import { connectionTypes, Instant, MutationPayload, Position, Provenance } from '@milepost/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** Resolvers return the log's checkpoints as they are. */
@ObjectType({ description: 'A signed statement of what the store held (检查点): a C2SP tlog-checkpoint.' })
export class Checkpoint {
  @Field(() => String, { description: 'Name of the log and of its key.' })
  origin!: string;

  @Field(() => Int, { description: 'How many events, in the order in which they were recorded, it covers.' })
  size!: number;

  @Field(() => String, { description: 'Root of the RFC 6962 tree over their hashes, base64.' })
  rootHash!: string;

  @Field(() => String, { description: 'The signed note, whole: what other tools take.' })
  note!: string;

  @Field(() => String, { description: 'The key that verifies it (vkey). Trust it only if you know it from elsewhere.' })
  verifierKey!: string;

  @Field(() => Instant)
  issuedAt!: string;

  @Field(() => ID, { description: 'The event that records it, which the next checkpoint covers.' })
  eventId!: string;

  @Field(() => Position)
  position!: string;

  @Field(() => Provenance, {
    nullable: true,
    description: 'What the answer rests on, and the query that gives it again; only on the root field `checkpoint`.',
  })
  provenance?: Provenance | null;
}

export const { Connection: CheckpointConnection } = connectionTypes(Checkpoint, 'Checkpoint', { reproducible: true });

@ObjectType()
export class IssueCheckpointPayload extends MutationPayload {
  @Field(() => Checkpoint, {
    nullable: true,
    description: 'The newest one: an earlier one where only checkpoints have come since. Null when it was refused.',
  })
  checkpoint!: Checkpoint | null;
}
