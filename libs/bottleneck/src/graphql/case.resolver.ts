import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import { decodeCursor, DomainError, pageOf, selects, type Connection } from '@milepost/graphql';
import { PLACES, type CaseState as CaseStateCode, type Light as LightCode } from '@milepost/lifecycle';
import { ReadModels } from '@milepost/projection';
import type { GraphQLResolveInfo } from 'graphql';
import { BoardReader, type BoardSubject } from '../query/board-reader';
import { caseRows, countCases, type CaseRequest } from '../query/case-query';
import { bottleneckOf } from './bucket-of';
import { CaseArgs } from './case.args';
import { caseOf } from './case-of';
import { provenanceOfSubject } from './provenance-of-subject';
import { BottleneckCaseConnection, type BottleneckCase } from './case.types';

@Resolver()
export class CaseResolver {
  constructor(
    private readonly boards: BoardReader,
    private readonly models: ReadModels,
  ) {}

  @Query(() => BottleneckCaseConnection, {
    description: "A bottleneck's ledger (台账): the rows behind every figure of the board.",
  })
  async bottleneckCases(@Args() args: CaseArgs, @Info() info: GraphQLResolveInfo): Promise<Connection<BottleneckCase>> {
    const subject = await this.boards.subject({ ...args, pinned: selects(info, 'provenance') });
    const rule = subject.ruleset.bottlenecks.find(({ code }) => code === args.bottleneck);
    if (rule === undefined) throw unknownBottleneck(args.bottleneck, subject);
    const scope = `cases:${subject.ruleset.code}:${rule.code}:${args.orderBy}`;
    const request = requestOf(args, subject, scope);
    const [rows, totalCount] = await Promise.all([
      caseRows(this.models.pool, request),
      selects(info, 'totalCount') ? countCases(this.models.pool, request) : null,
    ]);
    const bottleneck = bottleneckOf(rule);
    const cases = rows.map((row) => caseOf(row, bottleneck, subject.asOf));
    const page = pageOf(cases, {
      first: args.first,
      after: args.after,
      scope,
      keysOf: ({ row }) => [row.sort_key, row.project_id],
    });
    return { ...page, totalCount, provenance: provenanceOfSubject(info, subject) };
  }
}

function requestOf(args: CaseArgs, subject: BoardSubject, scope: string): CaseRequest {
  const after = args.after ? decodeCursor(scope, args.after).map(String) : null;
  return {
    ruleset: subject.ruleset.code,
    bottleneck: args.bottleneck,
    asOf: subject.asOf,
    filter: subject.filter,
    states: args.state?.length ? args.state.map((state) => state.toLowerCase() as CaseStateCode) : PLACES,
    lights: args.light?.map((light) => light.toLowerCase() as LightCode) ?? null,
    orderBy: args.orderBy,
    first: args.first,
    after: after && [after[0] ?? '', after[1] ?? ''],
  };
}

function unknownBottleneck(code: string, { ruleset }: BoardSubject): DomainError {
  const known = ruleset.bottlenecks.map((rule) => rule.code).join(', ');
  return new DomainError(
    'bottleneck.unknown',
    {
      zh: `规则集 ${ruleset.code} 没有 ${code}(有:${known})`,
      en: `Ruleset ${ruleset.code} has no ${code} (it has: ${known})`,
    },
    'bottleneck',
  );
}
