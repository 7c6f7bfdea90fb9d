import { evolve, parseProjectCode, type History, type RecordedProjectEvent } from '@milepost/lifecycle';
import { generateLoad } from './generate';
import type { HistoricEvent } from './historic-event';

const PROJECTS = 1_500;

describe('a load', () => {
  const chunks = [...generateLoad({ projects: PROJECTS, chunkSize: 1_000 })];
  const events = chunks.flat();

  it('comes in chunks of the size asked for', () => {
    expect(chunks.slice(0, -1).every((chunk) => chunk.length === 1_000)).toBe(true);
    expect(chunks.at(-1)!.length).toBeLessThanOrEqual(1_000);
  });

  it('has about ten events for each project, all recorded in order and folding', () => {
    const histories = new Map<string, History>();
    let latest = '';
    for (const event of events) {
      expect(event.recordedAt >= latest).toBe(true);
      latest = event.recordedAt;
      if (!event.stream.startsWith('project-')) continue;
      const before = histories.get(event.stream);
      expect(event.revision).toBe(before === undefined ? 0 : before.revision + 1);
      histories.set(event.stream, evolve(before, { ...event, position: '0' } as RecordedProjectEvent));
    }
    expect(histories.size).toBe(PROJECTS);
    expect(events.length / PROJECTS).toBeGreaterThan(9);
    expect(events.length / PROJECTS).toBeLessThan(15);
  });

  it('repeats neither an event id nor a project code', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const codes = events.flatMap(codeOf);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => 'checkDigit' in parseProjectCode(code))).toBe(true);
  });

  it('is the same again', () => {
    const again = generateLoad({ projects: PROJECTS, chunkSize: 1_000 });
    expect(again.next().value).toEqual(chunks[0]);
    expect(again.next().value).toEqual(chunks[1]);
  });
});

function codeOf({ type, data }: HistoricEvent): string[] {
  return type === 'project.code-assigned.v1' ? [(data as { code: string }).code] : [];
}
