import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { present, type RequestContext } from '@milepost/graphql';
import { AdoptCatalogue, AdoptRuleset } from '../commands/adopt-rules';
import type { AdoptionOutcome } from '../ledger';
import { catalogueOf, rulesetOf } from './definitions';
import { AdoptCataloguePayload, AdoptRulesetPayload, type AdoptedVersion } from './payloads';
import { metadataOf } from './project-commands';
import { AdoptCatalogueInput, AdoptRulesetInput } from './rules.input';

/** What the adoption of a version answers. */
export function payloadOf(outcome: AdoptionOutcome, { code, version }: AdoptedVersion) {
  if (!outcome.accepted) return { adopted: null, position: null, userErrors: outcome.errors, warnings: [] };
  const { position, warnings } = outcome;
  return { adopted: { code, version }, position, userErrors: [], warnings };
}

type Sent = Pick<AdoptRulesetInput, 'inForceFrom' | 'reason' | 'idempotencyKey' | 'ifRevision'>;

/** How an adoption is to be done. */
export function optionsOf({ inForceFrom, reason, idempotencyKey, ifRevision }: Sent, context: RequestContext) {
  const metadata = metadataOf(context);
  return { inForceFrom, reason, metadata, ...present({ idempotencyKey, ifRevision }) };
}

@Resolver()
export class RuleMutations {
  constructor(private readonly bus: CommandBus) {}

  @Mutation(() => AdoptCataloguePayload, { description: 'Adopts a version of a lifecycle catalogue, from a date on.' })
  async adoptCatalogue(
    @Args('input') { catalogue: definition, ...options }: AdoptCatalogueInput,
    @Context() context: RequestContext,
  ): Promise<AdoptCataloguePayload> {
    const catalogue = catalogueOf(definition);
    const request = { catalogue, ...optionsOf(options, context) };
    const { adopted, ...payload } = payloadOf(await this.bus.execute(new AdoptCatalogue(request)), catalogue);
    return { ...payload, catalogue: adopted };
  }

  @Mutation(() => AdoptRulesetPayload, {
    description: 'Adopts a version of a ruleset (未 and their limits), from a date on.',
  })
  async adoptRuleset(
    @Args('input') { ruleset: definition, ...options }: AdoptRulesetInput,
    @Context() context: RequestContext,
  ): Promise<AdoptRulesetPayload> {
    const ruleset = rulesetOf(definition);
    const request = { ruleset, ...optionsOf(options, context) };
    const { adopted, ...payload } = payloadOf(await this.bus.execute(new AdoptRuleset(request)), ruleset);
    return { ...payload, ruleset: adopted };
  }
}
