import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { EVENT_STORE, type EventStore } from '@milepost/event-store';
import { CLOCK, type Clock } from '@milepost/lifecycle';
import { AdoptCatalogueHandler, AdoptRulesetHandler } from './commands/adopt-rules';
import { ExecuteOnProjectHandler } from './commands/execute-on-project';
import { ProjectLedger, RuleLedger, RulebookReader } from './ledger';
import { MilestoneMutations } from './mutations/milestone.resolver';
import { ProfileMutations } from './mutations/profile.resolver';
import { ProjectCommands } from './mutations/project-commands';
import { RuleMutations } from './mutations/rules.resolver';
import { StatusMutations } from './mutations/status.resolver';

/** What the slice adds to the GraphQL schema. */
export const registryResolvers = [ProfileMutations, MilestoneMutations, StatusMutations, RuleMutations] as const;

/** The write side: mutations over the command bus. Needs `EVENT_STORE` and `CLOCK` from a global module. */
@Module({
  imports: [CqrsModule.forRoot()],
  providers: [
    ...registryResolvers,
    ExecuteOnProjectHandler,
    AdoptCatalogueHandler,
    AdoptRulesetHandler,
    { provide: RulebookReader, useFactory: (store: EventStore) => new RulebookReader(store), inject: [EVENT_STORE] },
    {
      provide: ProjectLedger,
      useFactory: (store: EventStore, rules: RulebookReader, clock: Clock) => new ProjectLedger(store, rules, clock),
      inject: [EVENT_STORE, RulebookReader, CLOCK],
    },
    {
      provide: RuleLedger,
      useFactory: (store: EventStore, rules: RulebookReader) => new RuleLedger(store, rules),
      inject: [EVENT_STORE, RulebookReader],
    },
    {
      provide: ProjectCommands,
      useFactory: (bus: CommandBus, rules: RulebookReader, clock: Clock) => new ProjectCommands(bus, rules, clock),
      inject: [CommandBus, RulebookReader, CLOCK],
    },
  ],
})
export class RegistryModule {}
