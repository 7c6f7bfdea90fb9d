import type { RequestContext } from '@milepost/graphql';
import { ReadModels } from '@milepost/projection';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { readExplanations, type ExplanationRow } from '../query/explanation-query';
import { FlagExplanation, IntegrityFlag } from './flag.types';

const EXPLANATIONS = Symbol('explanations');

@Resolver(() => IntegrityFlag)
export class ExplanationResolver {
  constructor(private readonly models: ReadModels) {}

  @ResolveField(() => FlagExplanation, { nullable: true, description: 'The answer; null while it waits for one.' })
  async explanation(
    @Parent() { explainedBy }: IntegrityFlag,
    @Context() { loaders }: RequestContext,
  ): Promise<FlagExplanation | null> {
    if (explainedBy === null) return null;
    const loader = loaders.get<string, ExplanationRow | null>(
      EXPLANATIONS,
      () => new DataLoader((ids) => readExplanations(this.models.pool, ids)),
    );
    const row = await loader.load(explainedBy);
    if (row === null) return null;
    const { event_id: eventId, explanation, bureau, recorded_at: recordedAt } = row;
    return { eventId, explanation, bureau, recordedAt };
  }
}
