import { bootstrapRules, generateSample } from '@milepost/sample';
import {
  caseText,
  changeText,
  entryText,
  historyAt,
  projectStateOn,
  rulebookAt,
  type RecordedEvent,
  type RecordedProjectEvent,
  type RecordedRuleEvent,
} from '@milepost/lifecycle';
import { replaySteps } from './replay-steps';

const { events: all } = generateSample({ projects: 30 });
const events = all.map((event, index) => ({ ...event, position: String(index + 1) })) as RecordedEvent[];
const rules = events.filter(({ stream }) => !stream.startsWith('project-')) as RecordedRuleEvent[];
const streams = new Map<string, RecordedProjectEvent[]>();
for (const event of events) {
  if (!event.stream.startsWith('project-')) continue;
  streams.set(event.stream, [...(streams.get(event.stream) ?? []), event as RecordedProjectEvent]);
}

describe('a replay', () => {
  it('shows after every event what a fold of the events up to it shows, and what that event changed of it', () => {
    let changed = 0;
    for (const stream of streams.values()) {
      const steps = [...replaySteps(stream, rules)];
      expect(steps.map(({ event }) => event)).toEqual(stream);
      for (const [index, step] of steps.entries()) {
        const book = rulebookAt(
          rules.filter(({ position }) => Number(position) < Number(step.event.position)),
          null,
        );
        const state = projectStateOn(historyAt(stream.slice(0, index + 1), null), book, step.on);
        const before = projectStateOn(historyAt(stream.slice(0, index), null), book, step.on);
        expect(step.state).toEqual(state);
        if (before === undefined || state === undefined) continue;
        const text = (entries: typeof state.timeline) =>
          new Map(entries.map((entry) => [entry.milestone.code, entryText(entry).zh]));
        const [was, is] = [text(before.timeline), text(state.timeline)];
        const expected = [...new Set([...was.keys(), ...is.keys()])].filter((code) => was.get(code) !== is.get(code));
        expect(step.timeline.map(({ field }) => field).sort()).toEqual(
          expected.map((code) => `milestone.${code}`).sort(),
        );
        const cases = ({ cases: list }: typeof state) =>
          new Map(list.map((one) => [`${one.ruleset}.${one.bottleneck}`, caseText(one.case, step.on).zh]));
        const [stood, stands] = [cases(before), cases(state)];
        const turned = [...new Set([...stood.keys(), ...stands.keys()])].filter(
          (key) => stood.get(key) !== stands.get(key),
        );
        expect(step.cases.map(({ field }) => field).sort()).toEqual(turned.sort());
        changed += step.timeline.length + step.cases.length + step.attributes.length;
      }
    }
    expect(changed).toBeGreaterThan(300);
  });

  it('tells what an event changed in words', () => {
    const steps = [...streams.values()].flatMap((stream) => [...replaySteps(stream, rules)]);
    const texts = steps.flatMap(({ timeline, cases }) => [...timeline, ...cases].map((one) => changeText(one).zh));
    expect(texts).toContainEqual(expect.stringMatching(/^环评 未完成(\(计划 [\d-]+\))? → 已完成 \d{4}-\d\d-\d\d$/));
    expect(texts).toContainEqual(expect.stringMatching(/·未环评 等待中、(绿|黄|红)灯、起算 .* → 已通过、起算/));
  });

  it('goes by the rules known when each event was recorded', () => {
    const [stream] = streams.values();
    const late = bootstrapRules('2199-01-01T00:00:00.000Z').map((event, index) => ({
      ...event,
      position: String(events.length + index + 1),
    })) as RecordedRuleEvent[];
    for (const { state } of replaySteps(stream!, late)) expect(state).toBeUndefined();
  });
});
