import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import {
  courseOf,
  dayNumber,
  districtCovers,
  historyAt,
  profileOn,
  profilesBy,
  rulebookAt,
  timelineOn,
} from '../../libs/lifecycle/src';
import { sampleEvents } from '../support/sample';
import { openSampleStore, type SampleStore } from '../support/sample-store';

const SCHEMA = join(__dirname, '../../../shared/data/oc4ids/project-schema.json');
const NOW = ['--on', '2026-06-30'];

/* eslint-disable @typescript-eslint/no-explicit-any -- tests name what they expect */
const projectsOf = (text: string | null): any[] => (JSON.parse(text ?? 'null') as { projects: any[] }).projects;

describe('projects as OC4IDS', () => {
  let sample: SampleStore;
  const events = sampleEvents();
  const book = rulebookAt(events.rules, null);
  beforeAll(async () => {
    sample = await openSampleStore();
  });
  afterAll(() => sample.close());

  const withSchema = existsSync(SCHEMA) ? it : it.skip;
  withSchema(
    `are valid against the standard’s schema (skipped without shared/data/oc4ids beside the project)`,
    async () => {
      const ajv = new Ajv({ allErrors: true, strict: false });
      addFormats(ajv);
      const valid = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
      // The schema is no formality: it refuses what is not of the standard.
      expect(valid({ id: 'x', status: 'groundbreaking' })).toBe(false);
      expect(valid({ id: 'x', period: { startDate: '2024-05-01' } })).toBe(false);
      for (const args of [NOW, ['--on', '2024-09-01', '--known-at', '2024-09-01T00:00:00Z']]) {
        const projects = projectsOf((await sample.exported('--format', 'oc4ids', ...args)).text);
        expect(projects.length).toBeGreaterThan(30);
        for (const project of projects)
          expect([valid(project), valid.errors, project.id]).toEqual([true, null, project.id]);
      }
    },
  );

  it('come in a package with what the standard requires of one, each project once', async () => {
    const { code, text } = await sample.exported(
      ...['--format', 'oc4ids', '--publisher', '某县发展和改革局', '--prefix', 'oc4ids-abc123'],
      ...['--known-at', '2026-06-30T00:00:00Z', ...NOW],
    );
    expect(code).toBe(0);
    const { projects, ...pack } = JSON.parse(text ?? '') as any;
    expect(pack).toEqual({
      version: '0.9',
      uri: expect.stringMatching(/^urn:milepost:oc4ids:oc4ids-abc123:\d+:2026-06-30$/),
      publishedDate: '2026-06-30T00:00:00.000Z',
      publisher: { name: '某县发展和改革局' },
    });
    const ids = projects.map(({ id }: { id: string }) => id);
    const known = [...events.projects].filter(([, [first]]) => (first?.recordedAt ?? '') <= '2026-06-30T00:00:00.000Z');
    expect(ids.sort()).toEqual(known.map(([id]) => `oc4ids-abc123-${id}`).sort());
  });

  it('say what the timeline says: milestones, their dates and documents, money to the yuan', async () => {
    const on = '2026-06-30';
    const exported = new Map(
      projectsOf((await sample.exported('--format', 'oc4ids', ...NOW)).text).map((project) => [project.id, project]),
    );
    let met = 0;
    let documents = 0;
    for (const [id, stream] of events.projects) {
      const project = exported.get(`oc4ids-unregistered-${id}`);
      const history = historyAt(stream, null);
      const catalogue = book.catalogues['cn-investment']?.[0]?.value;
      if (history === undefined || catalogue === undefined) throw new Error('the sample has both');
      const profile = profileOn(profilesBy(book, history), dayNumber(on));
      expect(project.title).toBe(profile.name);
      expect(project.budget?.amount ?? null).toEqual(
        profile.totalInvestment && { amount: Number(profile.totalInvestment), currency: 'CNY' },
      );
      for (const entry of timelineOn(courseOf(history, catalogue), profile.kind, dayNumber(on))) {
        const milestone = (project.milestones ?? []).find(({ code }: any) => code === entry.milestone.code);
        expect([milestone === undefined, entry.milestone.code]).toEqual([
          entry.status === 'not-applicable',
          entry.milestone.code,
        ]);
        expect(milestone?.dateMet).toBe(entry.status === 'reached' ? `${entry.occurredOn}T00:00:00+08:00` : undefined);
        if (entry.status === 'reached') met += 1;
        if (entry.document?.number && entry.status === 'reached') {
          const document = project.documents.find((each: any) => each.id === entry.eventId);
          expect(document.title).toContain(entry.document.number);
          expect(document.description ?? '').toContain(entry.document.sha256 ?? '');
          documents += 1;
        }
      }
    }
    expect(met).toBeGreaterThan(100);
    expect(documents).toBeGreaterThan(20);
  });

  it('name bureaus, posts and investors by their codes, and no contact', async () => {
    const projects = projectsOf((await sample.exported('--format', 'oc4ids', ...NOW)).text);
    const parties = projects.flatMap((project) => project.parties ?? []);
    expect(parties).toContainEqual(
      expect.objectContaining({
        id: expect.stringMatching(/^CN-USCC-[0-9A-Z]{18}$/),
        identifier: expect.objectContaining({ scheme: 'CN-USCC' }),
        roles: ['funder'],
      }),
    );
    expect(new Set(parties.flatMap(({ roles }) => roles))).toEqual(
      new Set(['funder', 'publicAuthority', 'administrativeEntity']),
    );
    for (const { publicAuthority, parties: own } of projects) {
      if (publicAuthority) expect(own).toContainEqual(expect.objectContaining(publicAuthority));
    }
    expect(JSON.stringify(projects)).not.toMatch(/contactPoint|"people"|transactions/);
  });

  it('are in the stages that their milestones say, and cancelled when they have ended', async () => {
    const projects = projectsOf((await sample.exported('--format', 'oc4ids', ...NOW)).text);
    const statuses = new Set(projects.map(({ status }) => status));
    expect(statuses).toEqual(
      new Set(['identification', 'preparation', 'implementation', 'completion', 'maintenance', 'cancelled']),
    );
    const isMet = (project: any, code: string): boolean =>
      project.milestones.some((milestone: any) => milestone.code === code && milestone.status === 'met');
    for (const project of projects) {
      if (isMet(project, 'groundbreaking')) {
        expect(['implementation', 'completion', 'maintenance', 'cancelled']).toContain(project.status);
      }
      expect(project.completion !== undefined).toBe(isMet(project, 'completion'));
    }
  });

  it('can be chosen by project and by district', async () => {
    const all = projectsOf((await sample.exported('--format', 'oc4ids', ...NOW)).text);
    const [first, second] = all as [any, any];
    const ids = [first, second].map(({ id }) => id.slice('oc4ids-unregistered-'.length));
    const two = await sample.exported('--format', 'oc4ids', '--project', ...ids, ...NOW);
    expect(
      projectsOf(two.text)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([first.id, second.id].sort());
    const district = first.locations[0].gazetteer.identifiers[0] as string;
    const inDistrict = projectsOf((await sample.exported('--format', 'oc4ids', '--district', district, ...NOW)).text);
    expect(inDistrict).toEqual(all.filter(({ locations: [place] }) => districtCovers(district, place.description)));
    expect(inDistrict.length).toBeLessThan(all.length);
  });

  it.each([
    [['--project', '00000000-0000-4000-8000-000000000000'], /no such project was known then: 00000000-/],
    [['--district', '110000'], /no project was known then that the selection asks for/],
    [['--on', '2026-02-30'], /--on takes a day/],
    [['--known-at', '2026-01-01'], /--known-at takes an instant/],
    [['--project', 'x'], /--project takes ids of projects, not "x"/],
  ])('are not written, and nothing is left behind, for %j', async (args, message) => {
    const before = sample.left();
    const { code, said, text } = await sample.exported('--format', 'oc4ids', ...args);
    expect({ code, text }).toEqual({ code: 1, text: null });
    expect(said).toMatch(message);
    expect(sample.left()).toEqual(before);
  });
});
