import { dayNumber, dayOf, type DayNumber, type ProjectCommand, type StatusKind } from '@milepost/lifecycle';
import { factsOf, type Act, type Story } from '../act';
import { clerkAt } from '../clerks';

const REASONS: Record<StatusKind, readonly string[]> = {
  suspended: ['资金链紧张,业主申请暂停', '用地纠纷待处理', '规划方案调整,暂停实施', '市场行情变化,业主观望'],
  resumed: ['资金到位,恢复实施', '纠纷已化解,恢复推进', '方案已批复,恢复实施'],
  terminated: ['投资方退出,协议解除', '选址不符合国土空间规划', '能耗指标未落实,不再实施'],
  reinstated: ['更换投资主体后重新启动', '经县政府常务会议研究恢复推进'],
};

function change(story: Story, to: StatusKind, since: DayNumber, lag: number): Act {
  const { registeredOn, random } = story;
  const command: ProjectCommand = { type: 'changeStatus', to, since: dayOf(since), reason: random.pick(REASONS[to]) };
  return {
    on: Math.max(registeredOn, since + lag),
    clerk: clerkAt('dispatch', story),
    commands: () => [command],
  };
}

/** A stop and its end; both in the order in which they happened, so that neither is entered without the other. */
function interval(
  story: Story,
  kinds: readonly [StatusKind, StatusKind],
  from: DayNumber,
  to: DayNumber | null,
): Act[] {
  const lag = story.random.int(0, 9);
  const first = change(story, kinds[0], from, lag);
  return to === null ? [first] : [first, change(story, kinds[1], to, Math.max(lag, story.random.int(0, 14)))];
}

/** A pause whose first day was reported wrong. */
function sinceCorrection(story: Story, from: DayNumber): Act {
  const { registeredOn, random } = story;
  const earlier = random.int(3, 25);
  return {
    on: Math.max(registeredOn, from) + random.int(15, 38),
    clerk: clerkAt('dispatch', story),
    commands: (known) => {
      const [fact] = factsOf(known, 'suspended');
      if (fact === undefined) return [];
      const since = dayOf(dayNumber(fact.on) - earlier);
      return [{ type: 'correctStatus', eventId: fact.id, since, reason: '按停工通知单落款日期更正' }];
    },
  };
}

/** A pause reported for the wrong project and taken back within the week. */
function mistakenPause(story: Story): Act[] {
  const { registeredOn, plan, random } = story;
  const on = Math.max(registeredOn, plan.dates.get('filing') ?? registeredOn) + random.int(10, 120);
  const clerk = clerkAt('dispatch', story);
  const suspend: ProjectCommand = {
    type: 'changeStatus',
    to: 'suspended',
    since: dayOf(on),
    reason: '安全生产停工整改',
  };
  return [
    { on, clerk, commands: () => [suspend] },
    {
      on: on + random.int(3, 7),
      clerk,
      commands: (known) => {
        const [fact] = factsOf(known, 'suspended');
        if (fact === undefined) return [];
        return [{ type: 'withdrawStatus', eventId: fact.id, reason: '误录,停工的是相邻地块的项目' }];
      },
    },
  ];
}

/** Pauses and resumptions, ends and revivals. */
export function statusScript(story: Story): Act[] {
  const { plan, random } = story;
  const acts: Act[] = [];
  if (plan.pause !== null) {
    acts.push(...interval(story, ['suspended', 'resumed'], plan.pause.from, plan.pause.to));
    if (random.chance(0.25)) acts.push(sinceCorrection(story, plan.pause.from));
  }
  if (plan.end !== null) acts.push(...interval(story, ['terminated', 'reinstated'], plan.end.from, plan.end.to));
  if (plan.pause === null && plan.end === null && random.chance(story.lean ? 0.003 : 0.02)) {
    acts.push(...mistakenPause(story));
  }
  return acts;
}
