import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { present, type RequestContext } from '@milepost/graphql';
import { notices, parseYuan, type Notice } from '@milepost/lifecycle';
import { ReportInvestmentInput } from './investment.input';
import { ReportInvestmentPayload, type ProjectPayload } from './payloads';
import { ProjectCommands, refused } from './project-commands';

@Resolver()
export class InvestmentMutations {
  constructor(private readonly commands: ProjectCommands) {}

  @Mutation(() => ReportInvestmentPayload, {
    description:
      "Reports a month's investment and physical progress (完成投资、形象进度): a dispatch figure (调度数), not statistics (统计数).",
  })
  async reportInvestment(
    @Args('input') input: ReportInvestmentInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { month, progressPercent, progress, reason } = input;
    const [amount, cumulative] = [parseYuan(input.amount), parseYuan(input.cumulative)];
    const problems: Notice[] = [];
    if (!amount.ok) problems.push(notices.amountInvalid('amount', { value: input.amount }));
    if (!cumulative.ok) problems.push(notices.amountInvalid('cumulative', { value: input.cumulative }));
    if (!amount.ok || !cumulative.ok) return refused(...problems);
    const command = {
      type: 'reportInvestment' as const,
      month,
      amount: amount.yuan,
      cumulative: cumulative.yuan,
      ...present({ progressPercent, progress, reason }),
    };
    return this.commands.send(command, input, context);
  }
}
