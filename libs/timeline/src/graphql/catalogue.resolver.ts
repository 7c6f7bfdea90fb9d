import { adoptedFields, RuleVersionsArgs, versionsOf } from '@milepost/graphql';
import type { Adoption, Catalogue as CatalogueData } from '@milepost/lifecycle';
import { ReadModels, RuleEvents } from '@milepost/projection';
import { Args, Query, Resolver } from '@nestjs/graphql';
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
  ) {}

  @Query(() => [Catalogue], { description: 'The lifecycle catalogues adopted, version by version.' })
  async catalogues(@Args() args: RuleVersionsArgs): Promise<Catalogue[]> {
    await this.models.built(TIMELINE, args.atLeast);
    const book = await this.rules.rulebook(args.knownAt ?? null);
    return versionsOf(book.catalogues, args).map(catalogueOf);
  }
}
