import {
  decodeCursor,
  DomainError,
  pageOf,
  Project,
  projectOf,
  selects,
  connectionTypes,
  type Connection,
} from '@milepost/graphql';
import { parseProjectCode } from '@milepost/lifecycle';
import { ReadModels } from '@milepost/projection';
import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { TIMELINE } from '../projection/tables';
import { countProjects, findProject, listProjects } from '../query/project-query';
import { ProjectArgs, ProjectsArgs } from './project.args';

export const { Connection: ProjectConnection } = connectionTypes(Project);

/** Where "today" is reckoned for lists over projects of several catalogues. */
const TIME_ZONE = 'Asia/Shanghai';

@Resolver()
export class ProjectResolver {
  constructor(private readonly models: ReadModels) {}

  @Query(() => Project, {
    nullable: true,
    description: 'One project by its id or by a code; null when there was none then.',
  })
  async project(@Args() { id, code, asOf: asked, atLeast }: ProjectArgs): Promise<Project | null> {
    const key = keyOf(id, code);
    await this.models.built(TIMELINE, atLeast);
    const asOf = this.models.asOf(asked, TIME_ZONE);
    const summary = await findProject(this.models.pool, key, asOf);
    return summary && projectOf(summary, asOf);
  }

  @Query(() => ProjectConnection, { description: 'Projects by filter and order, page by page.' })
  async projects(@Args() args: ProjectsArgs, @Info() info: GraphQLResolveInfo): Promise<Connection<Project>> {
    const { first, after, orderBy, filter } = args;
    await this.models.built(TIMELINE, args.atLeast);
    const asOf = this.models.asOf(args.asOf, TIME_ZONE);
    const scope = `projects:${orderBy}`;
    const [sortKey = '', lastId = ''] = after ? decodeCursor(scope, after).map(String) : [];
    const request = { asOf, filter, orderBy, first, after: after ? ([sortKey, lastId] as const) : null };
    const [rows, totalCount] = await Promise.all([
      listProjects(this.models.pool, request),
      selects(info, 'totalCount') ? countProjects(this.models.pool, request) : null,
    ]);
    const listed = rows.map(({ summary, sortKey: key }) => ({ ...projectOf(summary, asOf), sortKey: key }));
    const page = pageOf(listed, { first, after, scope, keysOf: (project) => [project.sortKey, project.id] });
    return { ...page, totalCount };
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
