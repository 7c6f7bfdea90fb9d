import { adoptedFields, provenanceKnownAt, RuleVersionsArgs, selects, versionsOf } from '@milepost/graphql';
import type { Adoption, Catalogue as CatalogueData } from '@milepost/lifecycle';
import { ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { TIMELINE } from '../projection/tables';
import { Catalogue } from './catalogue.types';

function catalogueOf(adoption: Adoption<CatalogueData>): Catalogue {
  const { milestones, ...catalogue } = adoption.value;
  return {
    ...catalogue,
    ...adoptedFields(adoption),
    milestones: milestones.map(({ notApplicableTo = [], exit = false, ...rest }) => ({
      ...rest,
      notApplicableTo,
      exit,
    })),
  };
}

@Resolver()
export class CatalogueResolver {
  constructor(
    private readonly models: ReadModels,
    private readonly rules: RuleEvents,
    private readonly pins: StatePins,
  ) {}

  @Query(() => [Catalogue], { description: 'The lifecycle catalogues adopted, version by version.' })
  async catalogues(@Args() args: RuleVersionsArgs, @Info() info: GraphQLResolveInfo): Promise<Catalogue[]> {
    await this.models.built(TIMELINE, args.atLeast);
    const pin = selects(info, 'provenance') ? await this.pins.pin(TIMELINE, args.knownAt) : null;
    const book = await this.rules.rulebook(pin?.knownAt ?? args.knownAt ?? null);
    const versions = versionsOf(book.catalogues, args).map(catalogueOf);
    if (pin === null) return versions;
    const provenance = provenanceKnownAt(info, { on: args.on ?? null, ...pin }, { catalogues: versions });
    return versions.map((version) => ({ ...version, provenance }));
  }
}
