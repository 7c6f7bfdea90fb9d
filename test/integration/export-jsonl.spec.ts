import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile } from '../../libs/audit/src';
import { sampleEvents } from '../support/sample';
import { openSampleStore, type SampleStore } from '../support/sample-store';

/* eslint-disable @typescript-eslint/no-explicit-any -- tests name what they expect */

const VERIFIER = join(__dirname, '../../scripts/verify-export.mjs');

describe('events as JSON Lines with proofs', () => {
  let sample: SampleStore;
  let verifierKey: string;
  let key: string[];
  const events = sampleEvents();
  const folder = mkdtempSync(join(tmpdir(), 'milepost-jsonl-'));
  beforeAll(async () => {
    sample = await openSampleStore();
    const { verifier } = await createKeyFile(join(folder, 'checkpoint.key'), 'county.example/milepost');
    verifierKey = String(verifier);
    key = ['--key', join(folder, 'checkpoint.key')];
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await sample.close();
  });

  const exported = (...args: string[]) => sample.exported('--format', 'jsonl', ...key, ...args);

  /** What the verifier that ships says, which shares no code with the exporter. */
  function verified(text: string, by = verifierKey): { status: number | null; said: string } {
    const file = join(folder, 'export.jsonl');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFIER, file, by], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  }
  const recordsOf = (text: string): any[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('hold the whole store, and anyone can make the signed tree of it', async () => {
    const { code, text } = await exported();
    expect(code).toBe(0);
    const [header, ...rest] = recordsOf(text ?? '');
    expect(header).toMatchObject({
      format: 'milepost-events/1',
      origin: 'county.example/milepost',
      verifierKey,
      selection: {},
      proofs: 'tree',
    });
    const { id: _id, ...first } = events.all[0] as any;
    expect(rest[0].event).toMatchObject({ stream: first.stream, data: first.data, metadata: first.metadata });
    const told = rest.slice(0, -1).map(({ event }) => event.id);
    expect(told.slice(0, events.all.length)).toEqual(events.all.map(({ id }) => id));
    expect(rest.at(-1)).toMatchObject({ events: header.size, checkpoint: expect.stringContaining('— county.example') });
    expect(verified(text ?? '')).toEqual({
      status: 0,
      said: `${header.size} events, each as signed in the checkpoint of ${header.size}\n`,
    });
  });

  it('hold a selection, each event with its own proof', async () => {
    const ids = [...events.projects.keys()].slice(3, 5);
    const { text } = await exported('--project', ...ids);
    const records = recordsOf(text ?? '');
    expect(records[0]).toMatchObject({ proofs: 'inclusion', selection: { projects: ids } });
    const told = records.slice(1, -1);
    expect(told.map(({ event }) => event.id).sort()).toEqual(
      ids
        .flatMap((id) => events.projects.get(id) ?? [])
        .map(({ id }) => id)
        .sort(),
    );
    expect(verified(text ?? '')).toMatchObject({ status: 0, said: expect.stringContaining(`${told.length} events`) });
    const within = await exported('--recorded-from', '2025-01-01T00:00:00Z', '--recorded-to', '2025-04-01T00:00:00Z');
    expect(recordsOf(within.text ?? '').length).toBeGreaterThan(12);
    expect(verified(within.text ?? '').status).toBe(0);
  });

  it('that were tampered with are found out', async () => {
    const whole = (await exported()).text ?? '';
    const some = (await exported('--project', [...events.projects.keys()][0] as string)).text ?? '';
    const lines = (text: string): string[] => text.trimEnd().split('\n');
    const edited = (text: string, edit: (lines: string[]) => void): string => {
      const parts = lines(text);
      edit(parts);
      return `${parts.join('\n')}\n`;
    };
    const other = `${verifierKey.split('+')[0]}+${(await createKeyFile(join(folder, 'o.key'), 'county.example/milepost')).verifier.toString().split('+').slice(1).join('+')}`;
    const damages: [what: string, text: string, by?: string][] = [
      ['changed data', whole.replace('新建', '扩建').replace(/"revision":1,/, '"revision":9,')],
      ['a changed hash', edited(whole, (all) => (all[3] = all[3]!.replace(/"hash":"./, '"hash":"g')))],
      ['an event gone', edited(whole, (all) => void all.splice(5, 1))],
      ['events exchanged', edited(whole, (all) => ([all[5], all[6]] = [all[6]!, all[5]!]))],
      ['an event twice', edited(whole, (all) => void all.splice(5, 0, all[5]!))],
      ['the end cut off', edited(whole, (all) => void all.splice(-1, 1))],
      ['more behind the end', `${whole}${lines(whole)[1]}\n`],
      ['an event gone from a selection', edited(some, (all) => void all.splice(2, 1))],
      [
        'a proof of another event',
        edited(some, (all) => (all[1] = all[1]!.replace(/"proof":.*/, /"proof":.*/.exec(all[2]!)![0]))),
      ],
      [
        'another place in the tree',
        edited(some, (all) => (all[1] = all[1]!.replace(/"leafIndex":\d+/, '"leafIndex":0'))),
      ],
      ['another size', edited(some, (all) => all.push(all.pop()!.replace(/\\n\d+\\n/, '\\n7\\n')))],
      ['another key', whole, other],
    ];
    const found = damages.map(([what, text, by]) => [what, text === whole && !by, verified(text, by).status]);
    expect(found).toEqual(damages.map(([what]) => [what, false, 1]));
  });

  it('are not written where an event is not the one that was signed', async () => {
    const { pool } = sample.database;
    await pool.query('ALTER TABLE event_store.events DISABLE TRIGGER USER');
    const { rows } = await pool.query<{ id: string; stream: string; data: string }>(
      `SELECT id, stream, data::text AS data FROM event_store.events WHERE type = 'milestone.reached.v1' ORDER BY position LIMIT 1`,
    );
    const [{ id, stream, data }] = rows as [(typeof rows)[number]];
    const set = (text: string) => pool.query('UPDATE event_store.events SET data = $2 WHERE id = $1', [id, text]);
    await set(JSON.stringify({ ...JSON.parse(data), occurredOn: '2019-01-01' }));
    try {
      for (const args of [[], ['--project', stream.slice('project-'.length)]]) {
        const { code, said, text } = await exported(...args);
        expect({ code, text }).toEqual({ code: 1, text: null });
        expect(said).toContain(`event ${id}`);
      }
    } finally {
      await set(data);
    }
    expect((await exported()).code).toBe(0);
  });

  it('are recorded in the access log before and after, with what was selected', async () => {
    const id = [...events.projects.keys()][7] as string;
    await exported('--project', id);
    const { rows } = await sample.database.pool.query(
      `SELECT actor, channel, operation, field, selection::text AS selection, rows, failed, correlation_id
       FROM access_log.entry ORDER BY at DESC, id DESC LIMIT 2`,
    );
    const common = { actor: 'local', channel: 'export', field: 'jsonl', failed: false };
    expect(rows).toEqual([
      expect.objectContaining({ ...common, operation: 'end', rows: events.projects.get(id)?.length }),
      expect.objectContaining({ ...common, operation: 'begin', rows: null }),
    ]);
    expect(new Set(rows.map(({ correlation_id: correlation }) => correlation)).size).toBe(1);
    expect(JSON.parse(rows[1].selection)).toMatchObject({ projects: [id], knownAt: null });
  });
});
