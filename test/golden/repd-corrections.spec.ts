import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EVENT_STORE } from '../../libs/event-store/src';
import { importFile, readMapping, type ImportReport } from '../../libs/registry/src';
import { startApi, type Api } from '../support/api';
import { headOf } from '../support/commands';
import { Seeded } from '../support/seeded';
import { recalculated, refcalcMissing } from './refcalc';
import { REPD_EDITIONS, REPD_MAPPING, type Reference } from './repd';
import { ours, REPD_BOARD, theirs } from './repd-board';
import { DATED, RepdEdition } from './repd-edition';

const [SAMPLE] = REPD_EDITIONS;
/** Last day of the first edition. */
const LAST = '2021-07-16';
const EACH = 80;

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const atMostLast = (day: string): string => (day > LAST ? LAST : day);

/** What a later edition of the register changes, all kinds of it and many of each; the same in every run. */
function laterEdition(edition: RepdEdition, seeded: Seeded) {
  const made = {
    changed: 0,
    removed: 0,
    backDated: 0,
    added: 0,
    expired: 0,
    unexpired: 0,
    moved: 0,
    gone: 0,
    fresh: 0,
  };
  const dates = edition.dates();
  const untouched = () => {
    const [one] = dates.splice(seeded.below(dates.length), 1);
    return one as (typeof dates)[number];
  };
  while (made.changed < EACH) {
    const { id, milestone, day } = untouched();
    edition.date(id, milestone, atMostLast(shifted(day, 1 + seeded.below(500))));
    if (day < LAST) made.changed += 1;
  }
  for (; made.removed < EACH; made.removed += 1) {
    const { id, milestone } = untouched();
    edition.date(id, milestone, null);
  }
  for (; made.backDated < EACH; made.backDated += 1) {
    const { id, milestone, day } = untouched();
    edition.date(id, milestone, shifted(day, -1 - seeded.below(3_000)));
  }
  const ids = edition.ids;
  while (made.added < EACH) {
    const [id, milestone] = [seeded.pick(ids), seeded.pick(Object.keys(DATED))];
    if (edition.has(id, milestone)) continue;
    edition.date(id, milestone, shifted(LAST, -seeded.below(4_000)));
    made.added += 1;
  }
  for (const id of ids) {
    if (edition.has(id, 'EXPIRED') && made.unexpired < 10) {
      edition.expire(id, null, 'Awaiting Construction');
      made.unexpired += 1;
    } else if (edition.value(id, 'Development Status (short)') === 'Awaiting Construction' && seeded.below(3) === 0) {
      edition.expire(id, shifted(LAST, -seeded.below(900)), 'Planning Permission Expired');
      made.expired += 1;
    } else if (seeded.below(20) === 0) {
      edition.move(id, seeded.pick(['Wales', 'North East', 'Offshore', 'London']));
      edition.write(id, 'Site Name', `Renamed – ${id} ‘Ŵyn’`);
      edition.write(id, 'Planning Authority', 'Cyngor Sir Ynys Môn');
      made.moved += 1;
    }
  }
  for (; made.gone < 25; made.gone += 1) edition.remove(seeded.pick(edition.ids));
  for (; made.fresh < 30; made.fresh += 1) edition.copy(seeded.pick(edition.ids), String(20_001 + made.fresh));
  edition.reorder(() => seeded.below(1_000_000));
  return made;
}

const missing = (SAMPLE?.file ?? null) === null ? 'the register is not here (../shared/data)' : refcalcMissing();
if (missing !== null) process.stdout.write(`Corrections of the register are not compared: ${missing}\n`);

(missing === null ? describe : describe.skip)('figures over three editions of the register', () => {
  const first = SAMPLE?.reference() as Reference;
  const cutoffs = Object.keys(first.cutoffs);
  let folder: string;
  let api: Api;
  let second: Reference;
  let made: ReturnType<typeof laterEdition>;
  const reports: ImportReport[] = [];
  /** The instant after each edition at which it, and nothing later, was known. */
  const known: string[] = [];

  async function take(file: string): Promise<void> {
    const store = api.app.get(EVENT_STORE, { strict: false });
    const clock = { now: () => new Date().toISOString() };
    reports.push(await importFile({ file, mapping: await readMapping(REPD_MAPPING), store, clock }));
    const { rows } = await api.database.pool.query('SELECT max(recorded_at) AS at FROM event_store.events');
    known.push(rows[0].at);
  }

  async function figures(on: string, knownAt: string | null) {
    const { data, errors } = await api.ask(REPD_BOARD, { on, knownAt, atLeast: await headOf(api) });
    expect(errors).toBeUndefined();
    return ours(data.bottlenecks);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'milepost-editions-'));
    const file = SAMPLE?.file as string;
    const edition = new RepdEdition(dirname(file), file.slice(dirname(file).length));
    made = laterEdition(edition, new Seeded(2022));
    const later = edition.save(folder, 'repd-later.csv', {
      encoding: 'utf8',
      byteOrderMark: true,
      lineEnd: '\n',
      columns: (names) => ['Share Community Scheme', ...names.toReversed(), 'Solar Site Area (sqm)'],
      // As it stands in the editions since 2024.
      header: (name) => (name === 'Planning Permission Granted' ? 'Planning Permission  Granted' : name),
    });
    second = recalculated(folder);
    api = await startApi();
    await take(file);
    await take(later);
  }, 300_000);

  afterAll(async () => {
    await api?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are compared over enough corrections to tell', () => {
    process.stdout.write(`Corrections of the register: ${JSON.stringify(made)}\n`);
    for (const kind of ['changed', 'removed', 'backDated', 'added'] as const)
      expect(made[kind]).toBeGreaterThanOrEqual(50);
    for (const count of Object.values(made)) expect(count).toBeGreaterThanOrEqual(5);
    const totals = reports[1]?.totals;
    expect(totals).toMatchObject({ refused: 0, registered: made.fresh, unlisted: made.gone });
    expect(totals?.corrected).toBeGreaterThanOrEqual(made.changed + made.backDated - made.gone * 3);
    expect(totals?.withdrawn).toBeGreaterThanOrEqual(made.removed);
    for (const on of cutoffs) expect(theirs(second.cutoffs[on]!.pairs)).not.toEqual(theirs(first.cutoffs[on]!.pairs));
  });

  it.each(cutoffs)('as known before the second edition equal the first reference, on %s', async (on) => {
    expect(await figures(on, known[0] as string)).toEqual(theirs(first.cutoffs[on]!.pairs));
  });

  it.each(cutoffs)('as known now equal a recalculation of the second edition, on %s', async (on) => {
    const expected = theirs(second.cutoffs[on]!.pairs);
    expect(await figures(on, null)).toEqual(expected);
    expect(await figures(on, known[1] as string)).toEqual(expected);
  });

  it('come back when the first edition is imported again, and the second stays known for its time', async () => {
    await take(SAMPLE?.file as string);
    expect(reports[2]?.totals).toMatchObject({ refused: 0, registered: 0, unlisted: made.fresh });
    for (const on of cutoffs) {
      expect(await figures(on, null)).toEqual(theirs(first.cutoffs[on]!.pairs));
      expect(await figures(on, known[1] as string)).toEqual(theirs(second.cutoffs[on]!.pairs));
      expect(await figures(on, known[0] as string)).toEqual(theirs(first.cutoffs[on]!.pairs));
    }
  }, 120_000);
});
