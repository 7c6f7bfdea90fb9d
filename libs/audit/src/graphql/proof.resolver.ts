import { Args, Query, Resolver } from '@nestjs/graphql';
import { CheckpointLog } from '../log/checkpoint-log';
import { leafHash } from '../merkle';
import { tlogProof } from '../proof/tlog-proof';
import { ConsistencyProofArgs, InclusionProofArgs } from './proof.args';
import { ConsistencyProof, InclusionProof } from './proof.types';

const base64 = (hash: Buffer): string => hash.toString('base64');

@Resolver()
export class ProofResolver {
  constructor(private readonly log: CheckpointLog) {}

  @Query(() => InclusionProof, { description: 'Proves that an event is in the store as it was signed.' })
  async inclusionProof(@Args() { eventId, size }: InclusionProofArgs): Promise<InclusionProof> {
    const { eventHash, root, hashes, ...proof } = await this.log.proofs.inclusion(eventId.toLowerCase(), size);
    return {
      ...proof,
      eventHash: eventHash.toString('hex'),
      leafHash: base64(leafHash(eventHash)),
      rootHash: base64(root),
      hashes: hashes.map(base64),
      tlogProof: tlogProof({ ...proof, eventHash, root, hashes }),
    };
  }

  @Query(() => ConsistencyProof, {
    description:
      'Proves that the store of one size began with what it held at a smaller size: nothing was changed since.',
  })
  async consistencyProof(@Args() { from, to }: ConsistencyProofArgs): Promise<ConsistencyProof> {
    const { fromRoot, toRoot, hashes, ...proof } = await this.log.proofs.consistency(from, to);
    return { ...proof, fromRootHash: base64(fromRoot), toRootHash: base64(toRoot), hashes: hashes.map(base64) };
  }
}
