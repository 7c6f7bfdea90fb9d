import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { EVENT_STORE, type EventStore } from '@milepost/event-store';
import { CLOCK, type Clock } from '@milepost/lifecycle';
import { ReadModels, RuleEvents } from '@milepost/projection';
import { AdoptCatalogueHandler, AdoptIntegrityRulesHandler, AdoptRulesetHandler } from './commands/adopt-rules';
import { ExecuteOnProjectHandler } from './commands/execute-on-project';
import {
  IntegrityBasisReader,
  PEOPLE,
  ProjectLedger,
  ReportLedger,
  RuleLedger,
  RulebookReader,
  type People,
} from './ledger';
import { PublishReportHandler } from './commands/publish-report';
import { IntegrityMutations } from './mutations/integrity.resolver';
import { InvestmentMutations } from './mutations/investment.resolver';
import { IssueMutations } from './mutations/issue.resolver';
import { MilestoneMutations } from './mutations/milestone.resolver';
import { ProfileMutations } from './mutations/profile.resolver';
import { ProjectCommands } from './mutations/project-commands';
import { ReportMutations } from './mutations/report.resolver';
import { RuleMutations } from './mutations/rules.resolver';
import { StatusMutations } from './mutations/status.resolver';

/** What the slice adds to the GraphQL schema. */
export const registryResolvers = [
  ProfileMutations,
  MilestoneMutations,
  StatusMutations,
  InvestmentMutations,
  IntegrityMutations,
  IssueMutations,
  ReportMutations,
  RuleMutations,
] as const;

/** Any view holds the rules; this is one that every server has. */
const RULES_VIEW = 'timeline';

function rulesetCodesIn(models: ReadModels): () => Promise<readonly string[]> {
  const rules = new RuleEvents(models.pool, RULES_VIEW);
  return async () => {
    await models.built(RULES_VIEW);
    return Object.keys((await rules.rulebook(null)).rulesets);
  };
}

/** The view that holds all sets of integrity rules. */
const INTEGRITY_VIEW = 'integrity';

function integrityCodesIn(models: ReadModels): () => Promise<readonly string[]> {
  const rules = new RuleEvents(models.pool, INTEGRITY_VIEW);
  return async () => {
    await models.built(INTEGRITY_VIEW);
    return Object.keys((await rules.rulebook(null)).integrity);
  };
}

/**
 * The write side: mutations over the command bus. Needs `EVENT_STORE`, `CLOCK`, `PEOPLE` and `ReadModels` from a global
 * module.
 */
@Module({
  imports: [CqrsModule.forRoot()],
  providers: [
    ...registryResolvers,
    ExecuteOnProjectHandler,
    AdoptCatalogueHandler,
    AdoptRulesetHandler,
    AdoptIntegrityRulesHandler,
    PublishReportHandler,
    { provide: RulebookReader, useFactory: (store: EventStore) => new RulebookReader(store), inject: [EVENT_STORE] },
    {
      provide: ProjectLedger,
      useFactory: (store: EventStore, rules: RulebookReader, clock: Clock, people: People, models: ReadModels) => {
        const integrity = new IntegrityBasisReader(store, rules, integrityCodesIn(models));
        return new ProjectLedger(store, rules, clock, people, integrity);
      },
      inject: [EVENT_STORE, RulebookReader, CLOCK, PEOPLE, ReadModels],
    },
    {
      provide: RuleLedger,
      useFactory: (store: EventStore, rules: RulebookReader, models: ReadModels) =>
        new RuleLedger(store, rules, rulesetCodesIn(models)),
      inject: [EVENT_STORE, RulebookReader, ReadModels],
    },
    {
      provide: ReportLedger,
      useFactory: (store: EventStore, rules: RulebookReader, clock: Clock) => new ReportLedger(store, rules, clock),
      inject: [EVENT_STORE, RulebookReader, CLOCK],
    },
    {
      provide: ProjectCommands,
      useFactory: (bus: CommandBus, rules: RulebookReader, clock: Clock) => new ProjectCommands(bus, rules, clock),
      inject: [CommandBus, RulebookReader, CLOCK],
    },
  ],
})
export class RegistryModule {}
