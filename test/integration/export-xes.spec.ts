import { randomUUID } from 'node:crypto';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { RecordedProjectEvent } from '../../libs/lifecycle/src';
import { sampleEvents } from '../support/sample';
import { openSampleStore, type SampleStore } from '../support/sample-store';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** What an independent parser that forgives nothing reads. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open: Element[] = [root];
  const parser = new SaxesParser({});
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0] as Element;
}

/** The lexical form of each elementary datatype, as XML Schema has it (IEEE 1849-2016, 5.4). */
const LEXICAL: Readonly<Record<string, RegExp>> = {
  string: /^[^]*$/,
  date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  int: /^-?\d{1,18}$/,
  float: /^-?\d+(\.\d+)?([eE]-?\d+)?$/,
  boolean: /^(true|false)$/,
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};
/** Attributes that the standard's extensions define, and their types. */
const DEFINED: Readonly<Record<string, string>> = {
  'concept:name': 'string',
  'time:timestamp': 'date',
  'lifecycle:transition': 'string',
  'lifecycle:model': 'string',
  'org:resource': 'string',
  'org:group': 'string',
};
const TRANSITIONS =
  'schedule assign withdraw reassign start suspend resume pi_abort ate_abort complete autoskip manualskip unknown'.split(
    ' ',
  );
const NAME = /^[\p{L}_:][\p{L}\p{N}_:.-]*$/u;
const NC_NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

const keyed = ({ children }: Element): Map<string, string> =>
  new Map(
    children
      .filter(({ name }) => name in LEXICAL)
      .map(({ attributes }) => [attributes.key ?? '', attributes.value ?? '']),
  );

/** What is wrong with a component's attributes by the schema of the standard. */
function problemsOf({ children }: Element): string[] {
  const attributes = children.filter(({ name }) => name in LEXICAL);
  const keys = attributes.map(({ attributes: { key } }) => key ?? '');
  const problems = new Set(keys).size < keys.length ? [`a key occurs twice: ${keys.join(' ')}`] : [];
  for (const { name, attributes: given, children: nested } of attributes) {
    const { key = '', value = '', ...more } = given;
    if (!NAME.test(key)) problems.push(`${key} is no XML name`);
    if (!LEXICAL[name]?.test(value)) problems.push(`${key}: ${value} is no ${name}`);
    if (key.includes(':') && DEFINED[key] !== name) problems.push(`${key} is no ${name} in any extension`);
    if (nested.length > 0 || Object.keys(more).length > 0) problems.push(`${key} has more than a key and a value`);
  }
  return problems;
}

const recordedAt = (event: Element): string => keyed(event).get('recordedAt') ?? '';

describe('events as XES', () => {
  let sample: SampleStore;
  let log: Element;
  const events = sampleEvents();
  beforeAll(async () => {
    sample = await openSampleStore();
    log = parse((await sample.exported('--format', 'xes')).text ?? '');
  });
  afterAll(() => sample.close());

  const tracesOf = (of: Element): Element[] => of.children.filter(({ name }) => name === 'trace');
  const eventsOf = (trace: Element): Element[] => trace.children.filter(({ name }) => name === 'event');

  it('are a log as the standard’s schema has it: elements in order, versions, names and types', () => {
    expect(log.name).toBe('log');
    // The schema types the version as a decimal number.
    expect(log.attributes['xes.version']).toBe('1849.2016');
    const order = ['extension', 'global', 'classifier', 'attribute', 'trace'];
    const kinds = log.children.map(({ name }) => order.indexOf(name in LEXICAL ? 'attribute' : name));
    expect(kinds).toEqual([...kinds].sort((a, b) => a - b));
    expect(kinds).not.toContain(-1);
    for (const { name, attributes } of log.children) {
      if (name === 'extension' || name === 'classifier') expect(attributes.name).toMatch(NC_NAME);
    }
    const components = [log, ...log.children.filter(({ name }) => name === 'global')];
    for (const trace of tracesOf(log)) {
      components.push(trace, ...eventsOf(trace));
      expect(new Set(trace.children.map(({ name }) => name in LEXICAL || name))).toEqual(new Set([true, 'event']));
    }
    expect(components.flatMap(problemsOf)).toEqual([]);
    // The check itself finds what is wrong.
    const wrong = '<event><int key="a b" value="1.5"/><date key="concept:name" value="2024-05-01"/></event>';
    expect(problemsOf(parse(wrong))).toHaveLength(4);
  });

  it('declare the extensions they use, and as global only what every trace and event has', () => {
    const extensions = log.children.filter(({ name }) => name === 'extension').map(({ attributes }) => attributes);
    expect(extensions.map(({ prefix }) => prefix)).toEqual(['concept', 'time', 'lifecycle', 'org']);
    const globals = log.children.filter(({ name }) => name === 'global');
    expect(globals.map(({ attributes }) => attributes.scope)).toEqual(['trace', 'event']);
    const [ofTraces, ofEvents] = globals.map((element) => [...keyed(element).keys()]) as [string[], string[]];
    for (const trace of tracesOf(log)) {
      expect([...keyed(trace).keys()]).toEqual(expect.arrayContaining(ofTraces));
      for (const event of eventsOf(trace)) expect([...keyed(event).keys()]).toEqual(expect.arrayContaining(ofEvents));
    }
    const classifiers = log.children.filter(({ name }) => name === 'classifier');
    expect(classifiers.length).toBeGreaterThan(0);
    for (const { attributes } of classifiers) {
      expect(ofEvents).toEqual(expect.arrayContaining(attributes.keys?.split(' ') ?? ['']));
    }
  });

  it('are complete: a trace for each project, every event in it, in the order of time', () => {
    const traces = new Map(tracesOf(log).map((trace) => [keyed(trace).get('concept:name') ?? '', trace]));
    expect([...traces.keys()].sort()).toEqual([...events.projects.keys()].sort());
    for (const [id, stream] of events.projects) {
      const logged = eventsOf(traces.get(id) as Element).map(keyed);
      expect([...new Set(logged.map((event) => event.get('eventId')))].sort()).toEqual(stream.map((e) => e.id).sort());
      const times = logged.map((event) => Date.parse(event.get('time:timestamp') ?? ''));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      for (const event of logged) expect(TRANSITIONS).toContain(event.get('lifecycle:transition'));
    }
  });

  it('happen on the day they happened in the region, and say when they were recorded, by whom and for whom', () => {
    const logged = new Map(
      tracesOf(log)
        .flatMap(eventsOf)
        .map((event) => [keyed(event).get('eventId'), keyed(event)]),
    );
    let reached = 0;
    for (const event of [...events.projects.values()].flat()) {
      const found = logged.get(event.id);
      expect(found?.get('recordedAt')).toBe(event.recordedAt);
      expect(found?.get('org:resource')).toBe(event.metadata.actor);
      expect(found?.get('org:group')).toBe(event.metadata.bureau);
      if (event.type !== 'milestone.reached.v1') continue;
      expect(found?.get('concept:name')).toBe(event.data.milestone);
      expect(found?.get('lifecycle:transition')).toBe('complete');
      expect(found?.get('time:timestamp')).toBe(`${event.data.occurredOn}T00:00:00+08:00`);
      expect(found?.get('documentNumber')).toBe(event.data.document?.number);
      reached += 1;
    }
    expect(reached).toBeGreaterThan(100);
    const labels = new Set([...logged.values()].map((event) => event.get('labelZh')));
    expect([...labels]).toEqual(expect.arrayContaining(['开工', '环评', '项目登记', '开工（承诺时限）']));
  });

  it('show corrections and withdrawals as events of their own, or what is in force by them', async () => {
    const all = [...events.projects.values()].flat();
    const corrections = all.filter((event) => event.type === 'milestone.corrected.v1');
    const withdrawals = all.filter((event) => event.type === 'milestone.withdrawn.v1');
    expect(Math.min(corrections.length, withdrawals.length)).toBeGreaterThan(0);
    const recorded = new Map(
      tracesOf(log)
        .flatMap(eventsOf)
        .map((event) => [keyed(event).get('eventId'), keyed(event)]),
    );
    const parsed = parse((await sample.exported('--format', 'xes', '--in-force')).text ?? '');
    const inForce = new Map(
      tracesOf(parsed)
        .flatMap(eventsOf)
        .map((event) => [keyed(event).get('eventId'), keyed(event)]),
    );
    for (const { id, data, recordedAt: at } of corrections) {
      expect(recorded.get(id)?.get('concept:name')).toBe(`${data.milestone} (corrected)`);
      expect(recorded.get(id)?.get('time:timestamp')).toBe(at);
      expect(recorded.get(id)?.get('target')).toBe(data.target);
      expect(inForce.has(id)).toBe(false);
      const last = corrections.findLast(({ data: { target } }) => target === data.target)?.data.occurredOn;
      if (withdrawals.some(({ data: { target } }) => target === data.target)) continue;
      expect(inForce.get(data.target)?.get('time:timestamp')).toBe(`${last}T00:00:00+08:00`);
      expect(inForce.get(data.target)?.get('correctedAt')).toBeDefined();
    }
    for (const { id, data } of withdrawals) {
      expect(recorded.get(data.target)?.get('inForce')).toBe('false');
      expect([inForce.has(id), inForce.has(data.target)]).toEqual([false, false]);
    }
  });

  it('can be chosen by when they were recorded, and as it was known', async () => {
    const [from, to] = ['2025-01-01T00:00:00.000Z', '2025-04-01T00:00:00.000Z'];
    const within = parse(
      (await sample.exported('--format', 'xes', '--recorded-from', from, '--recorded-to', to)).text ?? '',
    );
    const expected = [...events.projects.values()].flat().filter((e) => e.recordedAt >= from && e.recordedAt < to);
    const found = tracesOf(within).flatMap(eventsOf);
    expect(new Set(found.map((event) => keyed(event).get('eventId')))).toEqual(new Set(expected.map(({ id }) => id)));
    expect(expected.length).toBeGreaterThan(10);
    const then = parse((await sample.exported('--format', 'xes', '--known-at', from)).text ?? '');
    const known = tracesOf(then).flatMap(eventsOf);
    expect(known.map(recordedAt).sort().at(-1)).toBe(
      ([...events.projects.values()].flat() as RecordedProjectEvent[])
        .map((event) => event.recordedAt)
        .filter((at) => at <= from)
        .sort()
        .at(-1),
    );
  });

  it('tell of issues and how they were solved, in force as long as the issue is', async () => {
    const [projectId, own] = [...events.projects][0]!;
    const [raised, solved] = [randomUUID(), randomUUID()];
    const metadata = { actor: 'clerk', source: 'test' };
    const issue = { title: '用地指标不足', milestone: 'land-supply', bureau: '自然资源局', raisedOn: '2026-07-01' };
    await sample.store.append(`project-${projectId}`, own.at(-1)!.revision, [
      { id: raised, type: 'issue.raised.v1', data: { ...issue, dueOn: '2026-07-31' }, metadata },
      {
        id: solved,
        type: 'issue.resolved.v1',
        data: { target: raised, resolvedOn: '2026-07-20', resolution: '指标已下达' },
        metadata,
      },
    ]);
    for (const view of [[], ['--in-force']]) {
      const parsed = parse((await sample.exported('--format', 'xes', '--project', projectId, ...view)).text ?? '');
      const found = tracesOf(parsed).flatMap(eventsOf);
      expect(found.flatMap(problemsOf)).toEqual([]);
      const told = new Map(found.map((event) => [keyed(event).get('eventId'), Object.fromEntries(keyed(event))]));
      expect(told.get(raised)).toMatchObject({
        'concept:name': 'issue raised',
        'time:timestamp': '2026-07-01T00:00:00+08:00',
        title: '用地指标不足',
        milestone: 'land-supply',
        bureau: '自然资源局',
        dueOn: '2026-07-31T00:00:00+08:00',
        inForce: 'true',
      });
      expect(told.get(solved)).toMatchObject({
        'concept:name': 'issue resolved',
        'time:timestamp': '2026-07-20T00:00:00+08:00',
        target: raised,
        resolution: '指标已下达',
        inForce: 'true',
      });
    }
  });
});
