import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '@milepost/graphql';
import { AdoptCatalogue, AdoptRuleset } from '../commands/adopt-rules';
import type { AdoptionOutcome } from '../ledger';
import { catalogueOf, rulesetOf } from './definitions';
import { AdoptCataloguePayload, AdoptRulesetPayload, type AdoptedVersion } from './payloads';
import { metadataOf } from './project-commands';
import { AdoptCatalogueInput, AdoptRulesetInput } from './rules.input';

function payloadOf(outcome: AdoptionOutcome, { code, version }: AdoptedVersion) {
  if (!outcome.accepted) return { adopted: null, position: null, userErrors: outcome.errors, warnings: [] };
  const { position, warnings } = outcome;
  return { adopted: { code, version }, position, userErrors: [], warnings };
}

@Resolver()
export class RuleMutations {
  constructor(private readonly bus: CommandBus) {}

  @Mutation(() => AdoptCataloguePayload, { description: 'Adopts a version of a lifecycle catalogue, from a date on.' })
  async adoptCatalogue(
    @Args('input') { catalogue: definition, inForceFrom, reason, idempotencyKey }: AdoptCatalogueInput,
    @Context() context: RequestContext,
  ): Promise<AdoptCataloguePayload> {
    const catalogue = catalogueOf(definition);
    const metadata = metadataOf(context);
    const request = { catalogue, inForceFrom, reason, metadata, ...(idempotencyKey && { idempotencyKey }) };
    const { adopted, ...payload } = payloadOf(await this.bus.execute(new AdoptCatalogue(request)), catalogue);
    return { ...payload, catalogue: adopted };
  }

  @Mutation(() => AdoptRulesetPayload, {
    description: 'Adopts a version of a ruleset (未 and their limits), from a date on.',
  })
  async adoptRuleset(
    @Args('input') { ruleset: definition, inForceFrom, reason, idempotencyKey }: AdoptRulesetInput,
    @Context() context: RequestContext,
  ): Promise<AdoptRulesetPayload> {
    const ruleset = rulesetOf(definition);
    const metadata = metadataOf(context);
    const request = { ruleset, inForceFrom, reason, metadata, ...(idempotencyKey && { idempotencyKey }) };
    const { adopted, ...payload } = payloadOf(await this.bus.execute(new AdoptRuleset(request)), ruleset);
    return { ...payload, ruleset: adopted };
  }
}
