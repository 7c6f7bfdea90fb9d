import { EVENT_STORE, type EventStore } from '@milepost/event-store';
import { ReadModels, StatePins } from '@milepost/projection';
import { Module } from '@nestjs/common';
import { CheckpointController } from './checkpoint.controller';
import { CheckpointResolver } from './graphql/checkpoint.resolver';
import { LogPins } from './graphql/log-pins';
import { ProofResolver } from './graphql/proof.resolver';

/** What checkpoints and proofs add to the GraphQL schema. */
export const proofResolvers = [CheckpointResolver, ProofResolver] as const;

/** Checkpoints and proofs. Needs `CheckpointLog`, `ReadModels`, `StatePins` and `EVENT_STORE` from a global module. */
@Module({
  controllers: [CheckpointController],
  providers: [
    ...proofResolvers,
    {
      provide: LogPins,
      useFactory: (store: EventStore, models: ReadModels, pins: StatePins) => new LogPins(store, models, pins),
      inject: [EVENT_STORE, ReadModels, StatePins],
    },
  ],
})
export class ProofModule {}
