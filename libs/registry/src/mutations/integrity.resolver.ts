import { CommandBus } from '@nestjs/cqrs';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { present, INTEGRITY_KINDS, type RequestContext } from '@milepost/graphql';
import type { IntegrityRule, IntegrityRules } from '@milepost/lifecycle';
import { AdoptIntegrityRules } from '../commands/adopt-rules';
import { DEFAULT_CATALOGUE } from './definitions';
import {
  AdoptIntegrityRulesInput,
  ExplainFlagInput,
  type IntegrityRuleInput,
  type IntegrityRulesInput,
} from './integrity.input';
import { AdoptIntegrityRulesPayload, ExplainFlagPayload, type ProjectPayload } from './payloads';
import { ProjectCommands } from './project-commands';
import { optionsOf, payloadOf } from './rules.resolver';

/** Which parameters fit which kind is the domain's to say: what does not fit is refused there. */
function ruleOf({ kind, parameters, ...rule }: IntegrityRuleInput): IntegrityRule {
  return { ...rule, kind: INTEGRITY_KINDS[kind], parameters: present(parameters) } as IntegrityRule;
}

function rulesOf({ catalogue, rules, ...set }: IntegrityRulesInput): IntegrityRules {
  return { ...set, catalogue: catalogue ?? DEFAULT_CATALOGUE, rules: rules.map(ruleOf) };
}

@Resolver()
export class IntegrityMutations {
  constructor(
    private readonly bus: CommandBus,
    private readonly commands: ProjectCommands,
  ) {}

  @Mutation(() => ExplainFlagPayload, {
    description: 'Answers the question of an integrity flag (说明疑点): the flag stays, with its explanation.',
  })
  async explainFlag(
    @Args('input') input: ExplainFlagInput,
    @Context() context: RequestContext,
  ): Promise<ProjectPayload> {
    const { rule, bureau } = input;
    const events = input.events.map((id) => id.toLowerCase());
    const command = { type: 'explainFlag' as const, rule, events, explanation: input.explanation ?? null, bureau };
    return this.commands.send(command, input, context);
  }

  @Mutation(() => AdoptIntegrityRulesPayload, {
    description: 'Adopts a version of a set of integrity rules (疑点规则), from a date on.',
  })
  async adoptIntegrityRules(
    @Args('input') { rules: definition, ...options }: AdoptIntegrityRulesInput,
    @Context() context: RequestContext,
  ): Promise<AdoptIntegrityRulesPayload> {
    const rules = rulesOf(definition);
    const outcome = await this.bus.execute(new AdoptIntegrityRules({ rules, ...optionsOf(options, context) }));
    const { adopted, ...payload } = payloadOf(outcome, rules);
    return { ...payload, rules: adopted };
  }
}
