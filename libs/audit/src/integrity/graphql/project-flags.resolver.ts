import { AssumedItems, Project, type RequestContext } from '@milepost/graphql';
import type { AsOf } from '@milepost/lifecycle';
import { ReadModels } from '@milepost/projection';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { INTEGRITY } from '../projection/tables';
import { flagsOfProjects } from '../query/flag-query';
import { FlagReader } from '../query/flag-reader';
import { ProjectFlagsArgs } from './flag.args';
import { flagOf } from './flag-of';
import { IntegrityFlag } from './flag.types';

const FLAGS = Symbol('flags');

interface Asked {
  readonly id: string;
  readonly rules: string;
  readonly asOf: AsOf;
}

const stateOf = ({ rules, asOf }: Asked): string => JSON.stringify([rules, asOf.on, asOf.knownAt]);

/** The flags of a project; asked for in a list, they are read for the whole page at once. */
@Resolver(() => Project)
export class ProjectFlagsResolver {
  constructor(
    private readonly flags: FlagReader,
    private readonly models: ReadModels,
  ) {}

  @AssumedItems(5)
  @ResolveField('flags', () => [IntegrityFlag], {
    description: 'What is asked about it (疑点), on the day and as known at the instant asked for, lately first.',
  })
  async projectFlags(
    @Parent() { id, asOf, history }: Project,
    @Args() { rules, atLeast }: ProjectFlagsArgs,
    @Context() { loaders }: RequestContext,
  ): Promise<readonly IntegrityFlag[]> {
    // Of a project just changed, what the change has raised.
    await this.models.built(INTEGRITY, atLeast ?? history?.position);
    const loader = loaders.get<Asked, readonly IntegrityFlag[]>(
      FLAGS,
      () =>
        new DataLoader((asked) => this.load(asked), {
          cacheKeyFn: (asked) => `${asked.id}@${stateOf(asked)}` as never,
        }),
    );
    return loader.load({ id, rules, asOf });
  }

  private async load(asked: readonly Asked[]): Promise<(readonly IntegrityFlag[])[]> {
    const found = new Map<string, IntegrityFlag[]>();
    for (const state of new Set(asked.map(stateOf))) {
      const alike = asked.filter((one) => stateOf(one) === state);
      const { rules: code, asOf } = alike[0]!;
      const subject = await this.flags.subjectOf(code, asOf);
      if (subject === null) continue;
      const projects = alike.map(({ id }) => id);
      for (const row of await flagsOfProjects(this.models.pool, { rules: subject.rules, asOf, projects })) {
        const key = `${row.project_id}@${state}`;
        const flags = found.get(key);
        if (flags === undefined) found.set(key, [flagOf(row, subject)]);
        else flags.push(flagOf(row, subject));
      }
    }
    return asked.map((one) => found.get(`${one.id.toLowerCase()}@${stateOf(one)}`) ?? []);
  }
}
