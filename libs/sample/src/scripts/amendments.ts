import {
  dayOf,
  fenOfYuan,
  yuanOfFen,
  type DayNumber,
  type Profile,
  type ProjectCommand,
  type Yuan,
} from '@milepost/lifecycle';
import type { Act, Story } from '../act';
import { clerkAt, contactPost } from '../clerks';
import { creditCode, projectCode } from '../codes';
import { SAMPLE_DISTRICTS } from '../county';

/** A total so many percent of what it was, rounded to whole 万元. */
function percentOf(total: string, percent: number): string {
  const tenThousand = 1_000_000n;
  return yuanOfFen(((fenOfYuan(total as Yuan) * BigInt(percent)) / 100n / tenThousand) * tenThousand);
}

function amendment(story: Story, changes: Partial<Profile>, effective: DayNumber, reason: string): Act {
  const { random } = story;
  return {
    on: effective + random.int(0, 25),
    clerk: clerkAt('dispatch', story),
    commands: () => [{ type: 'amendProject', changes, effectiveOn: dayOf(effective), reason }],
  };
}

function transfer(story: Story, since: DayNumber): Act {
  const { profile, random } = story;
  const others = SAMPLE_DISTRICTS.filter(({ code }) => code !== profile.district);
  const district = random.pick(others).code;
  const move: ProjectCommand = {
    type: 'transferProject',
    district,
    since: dayOf(since),
    reason: random.pick(['原选址用地指标不足,调整落户地', '经统筹流转至园区承载', '属地共建协议,项目移交']),
  };
  const contact: ProjectCommand = {
    type: 'assignResponsibility',
    role: 'contact',
    assignee: contactPost(district, random),
    from: dayOf(since),
    reason: '随项目移交',
  };
  return {
    on: since + random.int(0, 12),
    clerk: clerkAt('dispatch', story),
    commands: () => [move, contact],
  };
}

/** A second code, issued when the project had to be filed anew; the first stays an alias. */
function recoding(story: Story): Act[] {
  const { index, traits, profile, plan, registeredOn, random } = story;
  const filed = plan.dates.get('filing');
  if (filed === undefined) return [];
  const on = Math.max(filed, registeredOn) + random.int(160, 400);
  return [
    {
      on,
      clerk: clerkAt('reform', story),
      commands: (known) =>
        known?.facts.some((fact) => fact.kind === 'code') === true
          ? [
              {
                type: 'assignProjectCode',
                code: projectCode(index, traits.codeType, profile.industry, 'again', on),
              },
            ]
          : [],
    },
  ];
}

/** What becomes known or changes about the project itself over time. */
export function amendmentScript(story: Story): Act[] {
  const { traits, profile, registeredOn, lean, random } = story;
  const acts: Act[] = [];
  const later = (min: number, max: number): DayNumber => registeredOn + random.int(min, max);
  const often = lean ? 0.2 : 1;
  if (profile.totalInvestment !== null && random.chance(0.13 * often)) {
    const percent = random.pick([70, 80, 85, 110, 115, 120, 135, 150, 160]);
    const totalInvestment = percentOf(profile.totalInvestment, percent);
    const reason = percent > 100 ? '追加投资,备案变更' : '压减建设规模,备案变更';
    acts.push(amendment(story, { totalInvestment }, later(40, 420), reason));
  }
  if (random.chance(0.06 * often)) {
    const tags = [...new Set([...profile.tags, '省重点'])];
    if (tags.length > profile.tags.length)
      acts.push(amendment(story, { tags }, later(60, 300), '列入年度省重点项目计划'));
  }
  if (random.chance(0.04 * often)) {
    const name = profile.name.replace(/项目$/, '(一期)项目');
    acts.push(amendment(story, { name }, later(30, 300), '分期实施,项目名称变更'));
  }
  if (traits.code !== 'government-infrastructure' && random.chance(0.03 * often)) {
    const investor = (profile.investor ?? '').replace('有限公司', '项目有限公司');
    const changes = { investor, investorCode: creditCode('91', random) };
    acts.push(amendment(story, changes, later(30, 240), '在本地注册项目公司,变更投资主体'));
  }
  if (random.chance(0.06 * often)) acts.push(transfer(story, later(50, 420)));
  if (random.chance(0.03 * often)) acts.push(...recoding(story));
  return acts;
}
