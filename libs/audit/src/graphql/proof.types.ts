import { Provenance } from '@milepost/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Checkpoint } from './checkpoint.types';

const HASH = 'base64';
const AGAIN = 'What the proof rests on, and the query that gives it again.';

@ObjectType({ description: 'Proves that an event is among those that a tree of a size covers (RFC 6962, 2.1.1).' })
export class InclusionProof {
  @Field(() => ID)
  eventId!: string;

  @Field(() => Int, { description: 'How many events come before it.' })
  leafIndex!: number;

  @Field(() => String, { description: "The event's hash in hexadecimal: its 32 bytes are the leaf." })
  eventHash!: string;

  @Field(() => String, { description: 'SHA-256(0x00 ‖ leaf), base64.' })
  leafHash!: string;

  @Field(() => Int, { description: 'Of the tree.' })
  size!: number;

  @Field(() => String, { description: `Of the tree, ${HASH}.` })
  rootHash!: string;

  @Field(() => [String], { description: `From the leaf's sibling up, ${HASH}.` })
  hashes!: readonly string[];

  @Field(() => Checkpoint, { nullable: true, description: 'The one that signs this tree, if there is one.' })
  checkpoint!: Checkpoint | null;

  @Field(() => String, {
    nullable: true,
    description: 'All of it as a C2SP tlog-proof, to be checked offline; null without a checkpoint.',
  })
  tlogProof!: string | null;

  @Field(() => Provenance, { nullable: true, description: AGAIN })
  provenance!: Provenance | null;
}

@ObjectType({ description: 'Proves that a tree grew into another one and lost nothing (RFC 6962, 2.1.2).' })
export class ConsistencyProof {
  @Field(() => Int)
  from!: number;

  @Field(() => Int)
  to!: number;

  @Field(() => String, { description: `Of the tree of size \`from\`, ${HASH}.` })
  fromRootHash!: string;

  @Field(() => String, { description: `Of the tree of size \`to\`, ${HASH}.` })
  toRootHash!: string;

  @Field(() => [String], { description: `In the order of RFC 6962, ${HASH}; none from 0, or between equal sizes.` })
  hashes!: readonly string[];

  @Field(() => Checkpoint, { nullable: true, description: 'The one that signs the tree of size `from`, if any.' })
  fromCheckpoint!: Checkpoint | null;

  @Field(() => Checkpoint, { nullable: true, description: 'The one that signs the tree of size `to`, if any.' })
  toCheckpoint!: Checkpoint | null;

  @Field(() => Provenance, { nullable: true, description: AGAIN })
  provenance!: Provenance | null;
}
