import { Module, type LoggerService } from '@nestjs/common';
import { Args, ArgsType, Context, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { GraphQLModule } from '@nestjs/graphql';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import type { Label, Notice as NoticeData } from '@milepost/lifecycle';
import { IsOptional, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import {
  AssumedItems,
  CalendarDate,
  connectionTypes,
  createGraphqlOptions,
  createInputPipe,
  decodeCursor,
  DomainError,
  Instant,
  LabelField,
  MutationPayload,
  PageArgs,
  pageOf,
  Position,
  Project,
  ProjectFilterInput,
  Standing,
  UUID,
  Yuan,
  type Connection,
  type QueryLimits,
  type RequestContext,
} from './index';

export const PROJECTS: readonly Project[] = Array.from({ length: 7 }, (_, index) => ({
  id: `p${index}`,
  revision: index,
  name: `项目 ${index}`,
  code: index % 2 === 0 ? null : `2026-0${index}`,
  aliases: index === 3 ? ['2025-09'] : [],
  kind: 'new-build',
  investor: '某公司',
  district: '330100',
  industry: null,
  landMode: null,
  totalInvestment: '120000000.50',
  totalInvestmentText: '1.2亿元',
  sizeTier: null,
  tags: ['重点'],
  bureau: '发改局',
  leadOfficial: null,
  contact: null,
  standing: Standing.ACTIVE,
  registeredAt: '2026-03-01T00:00:00.000Z',
  catalogue: 'cn-investment',
  externalKey: null,
}));

@ObjectType()
export class Step {
  @Field(() => String)
  code!: string;

  @LabelField({ description: 'Its name.' })
  label!: Label;

  @LabelField({ nullable: true })
  remark!: Label | null;

  @Field(() => String, { name: 'renamed' })
  original!: string;

  @Field(() => Int, { defaultValue: 7 })
  weight?: number;
}

const { Connection: ProjectConnection } = connectionTypes(Project);

@ObjectType()
class RenamePayload extends MutationPayload {
  @Field(() => Project, { nullable: true })
  project!: Project | null;
}

@ArgsType()
class ProjectsArgs extends PageArgs {
  @IsOptional()
  @ValidateNested()
  @Type(() => ProjectFilterInput)
  @Field(() => ProjectFilterInput, { nullable: true })
  filter?: ProjectFilterInput | null;
}

@InputType()
class EchoInput {
  @Field(() => CalendarDate, { nullable: true })
  day?: string;
  @Field(() => Instant, { nullable: true })
  instant?: string;
  @Field(() => Position, { nullable: true })
  position?: string;
  @Field(() => Yuan, { nullable: true })
  yuan?: string;
  @Field(() => UUID, { nullable: true })
  uuid?: string;
}

@Resolver()
class FixtureResolver {
  @Query(() => String)
  ping(): string {
    return 'pong';
  }

  @Query(() => ProjectConnection)
  projects(@Args() { first, after }: ProjectsArgs): Connection<Project> {
    const [last = -1] = after ? decodeCursor('projects', after) : [];
    const rows = PROJECTS.filter(({ revision }) => revision > Number(last)).slice(0, first + 1);
    return pageOf(rows, { first, after, scope: 'projects', keysOf: ({ revision }) => [revision] });
  }

  @AssumedItems(15)
  @Query(() => [Step])
  steps(): Step[] {
    return [
      { code: 'eia', label: { zh: '环评', en: 'EIA' }, remark: null, original: 'one' },
      { code: 'start', label: { zh: '开工', en: 'Groundbreaking' }, remark: { zh: '注', en: 'Note' }, original: 'two' },
    ];
  }

  @Query(() => [String])
  echo(@Args('input') input: EchoInput): string[] {
    return Object.entries(input).map(([key, value]) => `${key}=${value}`);
  }

  @Query(() => String, { nullable: true })
  fail(@Args('how') how: string, @Context() _context: RequestContext): string {
    if (how === 'domain') throw new DomainError('project.unknown', { zh: '没有此项目', en: 'No such project' }, 'id');
    if (how === 'null') return undefined as unknown as string;
    throw new Error('password=hunter2');
  }

  @Query(() => String)
  broken(): string {
    return null as unknown as string;
  }

  @Mutation(() => RenamePayload)
  rename(@Args('name') name: string): RenamePayload {
    const notice: NoticeData = {
      code: 'name.empty',
      field: 'name',
      params: {},
      zh: '名称为空',
      en: 'The name is empty',
    };
    return name === ''
      ? { project: null, position: null, userErrors: [notice], warnings: [] }
      : { project: PROJECTS[0] ?? null, position: '42', userErrors: [], warnings: [{ ...notice, code: 'name.same' }] };
  }
}

/** A GraphQL answer as JSON. */
export interface Answer {
  readonly data: Record<string, never> | null;
  readonly errors?: { message: string; path?: string[]; extensions: Record<string, unknown> }[];
}

export interface Fixture {
  readonly app: NestFastifyApplication;
  readonly logged: string[];
  ask(query: string, variables?: object, extra?: { operationName?: string; language?: string }): Promise<Answer>;
}

/** A small application over every shared type, for the specs beside this file. */
export async function startFixture(
  options: { compiled?: boolean; limits?: Partial<QueryLimits> } = {},
): Promise<Fixture> {
  const logged: string[] = [];
  const logger: Pick<LoggerService, 'error'> = { error: (...parts: unknown[]) => void logged.push(parts.join('\n')) };

  @Module({
    imports: [
      GraphQLModule.forRoot<MercuriusDriverConfig>(
        createGraphqlOptions({ logger, newReference: () => 'ref-1', ...options }),
      ),
    ],
    providers: [FixtureResolver],
  })
  class FixtureModule {}

  const app = await NestFactory.create<NestFastifyApplication>(FixtureModule, new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(createInputPipe());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  return {
    app,
    logged,
    async ask(query, variables, { operationName, language } = {}) {
      const response = await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: language === undefined ? {} : { 'accept-language': language },
        payload: { query, variables, operationName },
      });
      return { status: response.statusCode, ...(response.json() as Answer) };
    },
  };
}
