import {
  cataloguesOn,
  decodeCursor,
  DomainError,
  pageOf,
  Project,
  projectOf,
  provenanceAsOf,
  selects,
  connectionTypes,
  type Connection,
  type Provenance,
} from '@milepost/graphql';
import { parseProjectCode, type AsOf } from '@milepost/lifecycle';
import { ReadModels, RuleEvents, StatePins, type AskedAsOf, type Pin } from '@milepost/projection';
import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { TIMELINE } from '../projection/tables';
import { countProjects, findProject, listProjects } from '../query/project-query';
import { ProjectArgs, ProjectsArgs } from './project.args';

export const { Connection: ProjectConnection } = connectionTypes(Project, 'Project', { reproducible: true });

/** Where "today" is reckoned for lists over projects of several catalogues. */
const TIME_ZONE = 'Asia/Shanghai';

@Resolver()
export class ProjectResolver {
  constructor(
    private readonly models: ReadModels,
    private readonly rules: RuleEvents,
    private readonly pins: StatePins,
  ) {}

  @Query(() => Project, {
    nullable: true,
    description: 'One project by its id or by a code; null when there was none then.',
  })
  async project(
    @Args() { id, code, asOf: asked, atLeast }: ProjectArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Project | null> {
    const key = keyOf(id, code);
    await this.models.built(TIMELINE, atLeast);
    const { asOf, pin } = await this.state(asked, info);
    const summary = await findProject(this.models.pool, key, asOf);
    return summary && { ...projectOf(summary, asOf), provenance: await this.provenance(info, asOf, pin) };
  }

  @Query(() => ProjectConnection, { description: 'Projects by filter and order, page by page.' })
  async projects(@Args() args: ProjectsArgs, @Info() info: GraphQLResolveInfo): Promise<Connection<Project>> {
    const { first, after, orderBy, filter } = args;
    await this.models.built(TIMELINE, args.atLeast);
    const { asOf, pin } = await this.state(args.asOf, info);
    const scope = `projects:${orderBy}`;
    const [sortKey = '', lastId = ''] = after ? decodeCursor(scope, after).map(String) : [];
    const request = { asOf, filter, orderBy, first, after: after ? ([sortKey, lastId] as const) : null };
    const [rows, totalCount] = await Promise.all([
      listProjects(this.models.pool, request),
      selects(info, 'totalCount') ? countProjects(this.models.pool, request) : null,
    ]);
    const listed = rows.map(({ summary, sortKey: key }) => ({ ...projectOf(summary, asOf), sortKey: key }));
    const page = pageOf(listed, { first, after, scope, keysOf: (project) => [project.sortKey, project.id] });
    return { ...page, totalCount, provenance: await this.provenance(info, asOf, pin) };
  }

  /** The state asked for; pinned where the answer is to tell what it rests on. */
  private async state(
    asked: AskedAsOf | null | undefined,
    info: GraphQLResolveInfo,
  ): Promise<{ readonly asOf: AsOf; readonly pin: Pin | null }> {
    if (!selects(info, 'provenance')) return { asOf: this.models.asOf(asked, TIME_ZONE), pin: null };
    const pin = await this.pins.pin(TIMELINE, asked?.knownAt);
    return { asOf: this.models.asOf({ on: asked?.on, knownAt: pin.knownAt }, TIME_ZONE), pin };
  }

  private async provenance(info: GraphQLResolveInfo, { on }: AsOf, pin: Pin | null): Promise<Provenance | null> {
    if (pin === null) return null;
    const book = await this.rules.rulebook(pin.knownAt);
    return provenanceAsOf(info, { on, ...pin }, { catalogues: cataloguesOn(book, on) });
  }
}

/** Codes are kept in their canonical form: one typed in full-width or with spaces is the same one. */
function asAssigned(code: string): string {
  const parsed = parseProjectCode(code);
  return parsed.ok ? parsed.code : code;
}

function keyOf(id: string | null | undefined, code: string | null | undefined): { id: string } | { code: string } {
  if (id && !code) return { id };
  if (code && !id) return { code: asAssigned(code) };
  throw new DomainError('project.key', { zh: '请给出 id 或 code 之一', en: 'Give either id or code' }, 'id');
}
