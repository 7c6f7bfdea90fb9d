import { dayNumber, dayOf, type DayNumber } from '@milepost/lifecycle';
import { factsOf, isRecorded, type Act, type Story } from '../act';
import { clerkAt } from '../clerks';

const COMMITTED = ['groundbreaking', 'completion', 'commissioning'] as const;
type Committed = (typeof COMMITTED)[number];

const WHY_LATER: Record<Committed, readonly string[]> = {
  groundbreaking: ['征地拆迁滞后,顺延开工', '环评重新报批,节点顺延', '施工图调整,顺延开工', '资金到位推迟'],
  completion: ['雨季影响施工', '设备交货延期', '资金到位推迟', '建设内容调整'],
  commissioning: ['设备调试延期', '排污许可办理中', '用工不足,推迟投产', '订单未落实,推迟投产'],
};

/** What is promised at the start: the expected dates, mostly with too much confidence. */
function firstTargets(story: Story, on: DayNumber): Record<string, string> {
  const { plan, random } = story;
  const targets: Record<string, string> = {};
  for (const milestone of COMMITTED) {
    const expected = plan.intended.get(milestone);
    if (expected === undefined || expected <= on) continue;
    const confidence = 0.72 + 0.45 * random.fraction();
    targets[milestone] = dayOf(Math.max(on + 20, on + Math.round((expected - on) * confidence)));
  }
  return targets;
}

/** After a promised date has passed without its milestone, a meeting takes down a new one. */
function rebaselining(story: Story, milestone: Committed, target: DayNumber): Act[] {
  const { random } = story;
  const acts: Act[] = [];
  let due = target;
  for (let round = 0; round < 3 && random.chance(0.45); round += 1) {
    const on = due + random.int(3, 50);
    const next = on + random.int(45, 200);
    const expected = dayOf(due);
    const reason = random.pick(WHY_LATER[milestone]);
    acts.push({
      on,
      clerk: clerkAt('dispatch', story),
      commands: (known) => {
        const current = factsOf(known, 'commitment').findLast((fact) => fact.targets[milestone] !== undefined);
        const ended = factsOf(known, 'terminated').length > factsOf(known, 'reinstated').length;
        if (current?.targets[milestone] !== expected || isRecorded(known, milestone) || ended) return [];
        return [{ type: 'commitSchedule', targets: { [milestone]: dayOf(next) }, committedOn: dayOf(on), reason }];
      },
    });
    due = next;
  }
  return acts;
}

/** Schedules committed when the project was signed or filed, and every change of them. */
export function commitmentScript(story: Story): Act[] {
  const { plan, registeredOn, lean, random } = story;
  const begun = plan.dates.get('signing') ?? plan.dates.get('filing');
  if (begun === undefined || !random.chance(lean ? 0.4 : 0.72)) return [];
  const on = Math.max(begun + random.int(0, 12), registeredOn);
  const targets = firstTargets(story, on);
  if (Object.keys(targets).length === 0) return [];
  const reason = random.chance(0.5) ? '投资协议约定' : '';
  const first: Act = {
    on,
    clerk: clerkAt('dispatch', story),
    commands: () => [{ type: 'commitSchedule', targets, committedOn: dayOf(on), reason }],
  };
  const changes = Object.entries(targets).flatMap(([milestone, date]) =>
    rebaselining(story, milestone as Committed, dayNumber(date)),
  );
  return [first, ...changes];
}
