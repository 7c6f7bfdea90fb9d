import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CheckpointLog } from '../log/checkpoint-log';
import { leafHash } from '../merkle';
import { tlogProof } from '../proof/tlog-proof';
import { LogPins } from './log-pins';
import { ConsistencyProofArgs, InclusionProofArgs } from './proof.args';
import { ConsistencyProof, InclusionProof } from './proof.types';

const base64 = (hash: Buffer): string => hash.toString('base64');

@Resolver()
export class ProofResolver {
  constructor(
    private readonly log: CheckpointLog,
    private readonly pins: LogPins,
  ) {}

  @Query(() => InclusionProof, { description: 'Proves that an event is in the store as it was signed.' })
  async inclusionProof(@Args() args: InclusionProofArgs, @Info() info: GraphQLResolveInfo): Promise<InclusionProof> {
    const { knownAt, provenance } = await this.pins.known(info, args.knownAt);
    const asked = { eventId: args.eventId.toLowerCase(), size: args.size, knownAt };
    const { eventHash, root, hashes, ...proof } = await this.log.proofs.inclusion(asked);
    return {
      ...proof,
      provenance,
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
  async consistencyProof(
    @Args() { from, to, ...args }: ConsistencyProofArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConsistencyProof> {
    const { knownAt, provenance } = await this.pins.known(info, args.knownAt);
    const { fromRoot, toRoot, hashes, ...proof } = await this.log.proofs.consistency({ from, to, knownAt });
    const roots = { fromRootHash: base64(fromRoot), toRootHash: base64(toRoot) };
    return { ...proof, ...roots, hashes: hashes.map(base64), provenance };
  }
}
