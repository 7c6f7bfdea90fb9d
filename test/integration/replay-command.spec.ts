import { run } from '../../apps/cli/src/run';
import type { RecordedEvent } from '../../libs/lifecycle/src';
import type { Api } from '../support/api';
import { sampleEvents, startSampleApi } from '../support/sample';

describe('the command line on replays', () => {
  const sample = sampleEvents();
  const url = process.env.DATABASE_URL;
  let api: Api;

  /** A project with a correction and with a commitment. */
  const [id, stream] = [...sample.projects].find(([, events]) => {
    const types = new Set(events.map(({ type }) => type));
    return (
      types.has('milestone.corrected.v1') && types.has('schedule.committed.v1') && types.has('project.suspended.v1')
    );
  }) as [string, readonly RecordedEvent[]];

  beforeAll(async () => {
    api = await startSampleApi();
    // A proof makes the tree.
    await api.ask('{ consistencyProof(from: 1, to: 4000) { hashes } }');
    process.env.DATABASE_URL = api.database.url;
  });

  afterAll(async () => {
    if (url === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = url;
    await api.close();
  });

  async function command(...args: string[]): Promise<{ code: number; said: string }> {
    const written: string[] = [];
    const keep = (text: string | Uint8Array) => written.push(String(text)) > 0;
    const spies = [process.stdout, process.stderr].map((out) => jest.spyOn(out, 'write').mockImplementation(keep));
    try {
      return { code: await run(['node', 'milepost', 'replay', ...args]), said: written.join('') };
    } finally {
      spies.forEach((spy) => spy.mockRestore());
    }
  }

  const positions = (said: string) =>
    [...said.matchAll(/^(?:位置|position) (\d+) · /gm)].map(([, position]) => position);

  it('prints a project event by event: both times, who, why, and what it changed', async () => {
    const { code, said } = await command('--project', id);
    expect(code).toBe(0);
    expect(positions(said)).toEqual(stream.map(({ position }) => position));
    for (const { metadata, recordedAt, data } of stream) {
      expect(said).toContain(`记录于 ${recordedAt}`);
      expect(said).toContain(`${metadata.actor} · `);
      const { reason, occurredOn } = data as { reason?: string; occurredOn?: string };
      if (reason) expect(said).toContain(`理由: ${reason}`);
      if (occurredOn) expect(said).toContain(`发生于 ${occurredOn}`);
    }
    const correction = stream.find(({ type }) => type === 'milestone.corrected.v1')?.data as { target: string };
    expect(said).toContain(`更正事件 ${correction.target}`);
    expect(said).toMatch(/节点: 签约 未完成.* → 已完成 \d{4}-\d\d-\d\d/);
    expect(said).toMatch(/堵点: .+·.+ → 已通过、起算/);
    expect(said).toMatch(/项目: 状态 推进中 → 暂停/);
    expect(said).toMatch(/^截至 \d{4}-\d\d-\d\d:/m);
  });

  it('stops at a position or at an instant, and speaks English', async () => {
    const middle = stream[Math.floor(stream.length / 2)]!;
    const upTo = stream.slice(0, stream.indexOf(middle) + 1).map(({ position }) => position);
    const english = await command('--project', id.toUpperCase(), '--to', middle.position, '--lang', 'en');
    expect(positions(english.said)).toEqual(upTo);
    expect(english.said).toMatch(/Project registered: name /);
    const known = await command('--project', id, '--known-at', middle.recordedAt.replace('Z', '+00:00'));
    const knownThen = stream.filter(({ recordedAt }) => recordedAt <= middle.recordedAt);
    expect(positions(known.said)).toEqual(knownThen.map(({ position }) => position));
  });

  it('finds every row of every view as the events make it', async () => {
    const { code, said } = await command('--all', '--check');
    expect(code === 0 ? '' : said).toBe('');
    for (const table of ['timeline.fact', 'timeline.project_span', 'history.event', 'bottleneck.case_span']) {
      expect(said).toMatch(new RegExp(`^${table} +[\\d,]+ +0 +0 +0 +${sample.all.length}$`, 'm'));
    }
    expect(said).toMatch(/^audit\.tree_node +17 +0 +0 +0 /m);
    expect(said).toContain(`${sample.all.length.toLocaleString('en')} events folded from zero in `);
    expect(said).toMatch(/ \([\d,]+ events\/s\)\nEvery row is what the events make\.\n$/);
  });

  it('is recorded in the log of reads, before anything is shown', async () => {
    await command('--project', id, '--to', stream[1]!.position);
    await command('--all', '--check');
    const { data } = await api.ask(`{ accessLog(first: 2, field: "replay") {
      edges { node { actor channel selection rows position failed } } } }`);
    const entry = { actor: 'local', channel: 'command', failed: false };
    expect(data.accessLog.edges.map(({ node }: { node: object }) => node)).toEqual([
      { ...entry, selection: '{"check":true}', rows: null, position: null },
      {
        ...entry,
        selection: JSON.stringify({ project: id, to: stream[1]!.position }),
        rows: 2,
        position: stream[1]!.position,
      },
    ]);
    await api.database.pool.query('ALTER TABLE access_log.entry RENAME TO gone');
    const refused = await command('--project', id);
    await api.database.pool.query('ALTER TABLE access_log.gone RENAME TO entry');
    expect(refused).toEqual({ code: 1, said: expect.stringContaining('access log') as string });
  });

  it('prints what is not, and ends with an error', async () => {
    const { pool } = api.database;
    await pool.query(`CREATE TABLE kept AS TABLE bottleneck.case_span`);
    await pool.query(
      `UPDATE bottleneck.case_span SET yellow_after = yellow_after + 1 WHERE state = 'open' AND known_to = 'infinity'`,
    );
    await pool.query('DELETE FROM history.event WHERE position = 500');
    await pool.query(`UPDATE audit.tree_node SET hash = sha256(hash) WHERE level = 8 AND index = 3`);
    await pool.query(`INSERT INTO audit.checkpoint SELECT 'made.up', 0, 7, '', '', '', gen_random_uuid(), '7', now()`);
    const { code, said } = await command('--all', '--check', '--most', '2');
    expect(code).toBe(1);
    expect(said).toMatch(/^audit\.tree_node: different\n {2}view {3}\(8,3,\w+\)\n {2}events \(8,3,\w+\)$/m);
    expect(said).toMatch(/^audit\.checkpoint: surplus\n {2}view {3}.*made\.up/m);
    expect(said).toMatch(/^history\.event: missing\n {2}events \(500,/m);
    expect(said.match(/^bottleneck\.case_span: different\n {2}view {3}\(.*\n {2}events \(.*$/gm)).toHaveLength(2);
    expect(said).toMatch(/^bottleneck: … and [\d,]+ more$/m);
    expect(said).toMatch(/^[\d,]+ rows are not what the events make\.$/m);
    await pool.query('TRUNCATE bottleneck.case_span; INSERT INTO bottleneck.case_span TABLE kept');
  });

  it.each([
    [['--project', '00000000-0000-4000-8000-000000000000'], /nothing is recorded of a project/],
    [['--project', 'x', '--known-at', '2026-03-01'], /Instant must be an ISO 8601 instant/],
    [['--project', 'x', '--to', '-1'], /a position is a whole number/],
    [['--project', 'x', '--to', '1', '--known-at', '2026-03-01T00:00:00Z'], /cannot be used with/],
    [['--project', 'x', '--all'], /cannot be used with/],
    [['--all'], /give either --project ID, or --all --check/],
    [[], /give either --project ID, or --all --check/],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, said } = await command(...args);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(message) as string });
  });
});
