import { dayNumber, dayOf, type DayNumber, type ProjectCommand } from '@milepost/lifecycle';
import { factsOf, isRecorded, type Act, type Story } from '../act';
import { clerkAt, deskOf } from '../clerks';
import { documentOf } from '../evidence';

const WHY_DATE = ['按批文落款日期更正', '复核现场影像后更正', '原录入为受理日期,更正为办结日期', '月份录入有误'];
const WHY_PREMATURE = ['集中开工仪式不等于实质开工,经核实尚未动工', '误报,材料未获受理', '录入到同名的另一项目'];

/** A date moved by some days, as a file check finds; the document may come with it. */
function dateCorrection(story: Story, milestone: string): Act {
  const { plan, registeredOn, random } = story;
  const on = plan.dates.get(milestone) ?? registeredOn;
  const by = random.int(1, 24);
  const reason = random.pick(WHY_DATE);
  const document = random.chance(0.3) ? documentOf(milestone, on - by, random) : undefined;
  return {
    on: Math.max(on, registeredOn) + random.int(8, 110),
    clerk: clerkAt(deskOf(milestone), story),
    commands: (known) => {
      const found = factsOf(known, 'milestone').filter((fact) => fact.milestone === milestone);
      const [fact] = found;
      if (fact === undefined || found.length > 1) return [];
      const occurredOn = dayOf(dayNumber(fact.on) - by);
      return [{ type: 'correctMilestone', milestone, occurredOn, ...(document && { document }), reason }];
    },
  };
}

/** A milestone entered before it was reached, and taken back. */
function prematureEntry(story: Story, milestone: string): Act[] {
  const { plan, registeredOn, random } = story;
  const really = plan.dates.get(milestone) ?? plan.intended.get(milestone);
  if (really === undefined) return [];
  const on = really - random.int(30, 75);
  const earliest = plan.dates.get('filing');
  if (on <= registeredOn || earliest === undefined || on <= earliest) return [];
  const record: ProjectCommand = { type: 'recordMilestone', milestone, occurredOn: dayOf(on) };
  const withdraw: ProjectCommand = { type: 'withdrawMilestone', milestone, reason: random.pick(WHY_PREMATURE) };
  const takenBack: DayNumber = on + random.int(8, 28);
  return [
    {
      on,
      clerk: clerkAt(deskOf(milestone), story),
      commands: (known) => (isRecorded(known, milestone) || isWaived(known, milestone) ? [] : [record]),
    },
    {
      on: takenBack,
      clerk: clerkAt('dispatch', story),
      commands: (known) =>
        factsOf(known, 'milestone').some((fact) => fact.milestone === milestone && fact.on === dayOf(on))
          ? [withdraw]
          : [],
    },
  ];
}

const isWaived = (known: Parameters<Act['commands']>[0], milestone: string): boolean =>
  factsOf(known, 'not-applicable').some((fact) => fact.milestone === milestone);

/** Mistakes found and put right, each with its reason. */
export function correctionScript(story: Story): Act[] {
  const { plan, lean, random } = story;
  const acts: Act[] = [];
  if (plan.dates.size > 0 && random.chance(lean ? 0.1 : 0.3)) {
    acts.push(dateCorrection(story, random.pick([...plan.dates.keys()])));
  }
  if (random.chance(lean ? 0.03 : 0.12)) {
    acts.push(
      ...prematureEntry(story, random.pick(['groundbreaking', 'groundbreaking', 'statistics', 'commissioning'])),
    );
  }
  return acts;
}
