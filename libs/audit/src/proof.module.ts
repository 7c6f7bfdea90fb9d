import { Module } from '@nestjs/common';
import { CheckpointController } from './checkpoint.controller';
import { CheckpointResolver } from './graphql/checkpoint.resolver';
import { ProofResolver } from './graphql/proof.resolver';

/** What checkpoints and proofs add to the GraphQL schema. */
export const proofResolvers = [CheckpointResolver, ProofResolver] as const;

/** Checkpoints and proofs. Needs `CheckpointLog` from a global module. */
@Module({ controllers: [CheckpointController], providers: [...proofResolvers] })
export class ProofModule {}
