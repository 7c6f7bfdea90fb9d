import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  RuleLedger,
  type AdoptCatalogueRequest,
  type AdoptIntegrityRulesRequest,
  type AdoptionOutcome,
  type AdoptRulesetRequest,
} from '../ledger';

export class AdoptCatalogue extends Command<AdoptionOutcome> {
  constructor(readonly request: AdoptCatalogueRequest) {
    super();
  }
}

@CommandHandler(AdoptCatalogue)
export class AdoptCatalogueHandler implements ICommandHandler<AdoptCatalogue> {
  constructor(private readonly ledger: RuleLedger) {}

  execute({ request }: AdoptCatalogue): Promise<AdoptionOutcome> {
    return this.ledger.adoptCatalogue(request);
  }
}

export class AdoptRuleset extends Command<AdoptionOutcome> {
  constructor(readonly request: AdoptRulesetRequest) {
    super();
  }
}

@CommandHandler(AdoptRuleset)
export class AdoptRulesetHandler implements ICommandHandler<AdoptRuleset> {
  constructor(private readonly ledger: RuleLedger) {}

  execute({ request }: AdoptRuleset): Promise<AdoptionOutcome> {
    return this.ledger.adoptRuleset(request);
  }
}

export class AdoptIntegrityRules extends Command<AdoptionOutcome> {
  constructor(readonly request: AdoptIntegrityRulesRequest) {
    super();
  }
}

@CommandHandler(AdoptIntegrityRules)
export class AdoptIntegrityRulesHandler implements ICommandHandler<AdoptIntegrityRules> {
  constructor(private readonly ledger: RuleLedger) {}

  execute({ request }: AdoptIntegrityRules): Promise<AdoptionOutcome> {
    return this.ledger.adoptIntegrityRules(request);
  }
}
