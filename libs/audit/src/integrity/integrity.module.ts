import { ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { Module } from '@nestjs/common';
import { FlagCountResolver } from './graphql/count.resolver';
import { ExplanationResolver } from './graphql/explanation.resolver';
import { FlagLedgerResolver } from './graphql/ledger.resolver';
import { ProjectFlagsResolver } from './graphql/project-flags.resolver';
import { IntegrityRuleResolver } from './graphql/rule.resolver';
import { INTEGRITY } from './projection/tables';
import { FlagReader } from './query/flag-reader';

/** What the slice adds to the GraphQL schema. */
export const integrityResolvers = [
  ProjectFlagsResolver,
  FlagLedgerResolver,
  FlagCountResolver,
  ExplanationResolver,
  IntegrityRuleResolver,
] as const;

/** Questions about what was recorded (疑点), and their answers. Needs `ReadModels` and `StatePins` from a global module. */
@Module({
  providers: [
    ...integrityResolvers,
    {
      provide: RuleEvents,
      useFactory: (models: ReadModels) => new RuleEvents(models.pool, INTEGRITY),
      inject: [ReadModels],
    },
    {
      provide: FlagReader,
      useFactory: (models: ReadModels, events: RuleEvents, pins: StatePins) => new FlagReader(models, events, pins),
      inject: [ReadModels, RuleEvents, StatePins],
    },
  ],
})
export class IntegrityModule {}
