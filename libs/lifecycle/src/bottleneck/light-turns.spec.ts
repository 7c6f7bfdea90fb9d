import fc from 'fast-check';
import { dayNumber, dayOf, type Day } from '../calendar';
import type { LightFact, RecordedRuleEvent } from '../events';
import { rulebookAt } from '../rules';
import { committed, notApplicable, reached, status, withdrawn } from '../testing/commands.spec-support';
import { registered, type Given } from '../testing/given.spec-support';
import { DRAW, grow, type Draw } from '../testing/random-history.spec-support';
import { RULE_EVENTS, RULES } from '../testing/rules.spec-support';
import { announcedLights, lightKey, type AnnouncedLights, NOTHING_ANNOUNCED } from './announced-lights';
import { lightOn } from './case';
import { FIVE_MILESTONES } from './five-milestones';
import { lightTurns } from './light-turns';
import type { Ruleset } from './ruleset';
import { caseSpans } from './spans';

/** One bottleneck, 未开工: yellow after 180 days or the committed date, red a year later. */
const GROUNDBREAKING = FIVE_MILESTONES.bottlenecks.filter(({ code }) => code === 'groundbreaking-pending');
const [CATALOGUE] = RULE_EVENTS;
const adoption = RULE_EVENTS.find(({ type }) => type === 'ruleset.adopted.v1');

const adopted = (...rulesets: readonly (readonly [Ruleset, Day])[]) =>
  rulebookAt(
    [
      CATALOGUE!,
      ...rulesets.map(([ruleset, inForceFrom]) => {
        return { ...adoption, data: { ruleset, inForceFrom, reason: '启用' } } as RecordedRuleEvent;
      }),
    ],
    null,
  );
const BOOK = adopted([{ ...FIVE_MILESTONES, bottlenecks: GROUNDBREAKING }, '2000-01-01']);

/** What has been said so far, and what is said on a day. */
class Watched {
  constructor(
    readonly said: readonly LightFact[] = [],
    readonly through: Day | null = null,
  ) {}

  turns(given: Given, today: Day, book = BOOK): LightFact[] {
    const { said, through } = this;
    return lightTurns({ history: given.known, book, announced: announcedLights(said), through, today });
  }

  on(given: Given, today: Day, book = BOOK): Watched {
    return new Watched([...this.said, ...this.turns(given, today, book)], today);
  }
}

const told = (turns: readonly LightFact[]): string[] =>
  turns.map(({ type, data }) => {
    const [, name] = type.split('.');
    return 'because' in data ? `${name} ${data.on} ${data.was} ${data.because}` : `${name} ${data.on}`;
  });

// The clock starts on 2024-01-10: yellow from 2024-07-09, red from 2025-07-09.
const waiting = registered().and('2024-01-10', reached('land-supply', '2024-01-10'));
const YELLOW = '2024-07-09';
const RED = '2025-07-09';
const unwatched = new Watched();

describe('the first look at a project', () => {
  it('says nothing while the light is green', () => {
    expect(unwatched.turns(waiting, '2024-07-08')).toEqual([]);
    expect(unwatched.turns(registered(), '2030-01-01')).toEqual([]);
  });

  it('says since when it is yellow, and by which clock and limit', () => {
    expect(unwatched.turns(waiting, '2024-09-01')).toEqual([
      {
        type: 'bottleneck.turned-yellow.v1',
        data: {
          ruleset: 'five-milestones',
          rulesetVersion: 1,
          bottleneck: 'groundbreaking-pending',
          awaits: 'groundbreaking',
          since: '2024-01-10',
          startedBy: 'e1',
          on: YELLOW,
          limit: '2024-07-08',
          committed: null,
        },
      },
    ]);
  });

  it('says of a red light that it was yellow before', () => {
    const turns = unwatched.turns(waiting, '2026-01-01');
    expect(told(turns)).toEqual([`turned-yellow ${YELLOW}`, `turned-red ${RED}`]);
    expect(turns[1]?.data).toMatchObject({ limit: '2025-07-08' });
  });

  it('says nothing of lights that went out before', () => {
    const through = waiting.and('2025-01-10', reached('groundbreaking', '2025-01-10'));
    expect(unwatched.turns(through, '2025-02-01')).toEqual([]);
  });

  it('says nothing of a project that is not registered', () => {
    expect(
      lightTurns({ history: undefined, book: BOOK, announced: NOTHING_ANNOUNCED, through: null, today: '2025-01-01' }),
    ).toEqual([]);
  });

  it('names the committed date', () => {
    const given = waiting.and('2024-02-01', committed({ groundbreaking: '2024-03-01' }, '2024-02-01'));
    expect(unwatched.turns(given, '2024-03-02')).toMatchObject([
      { data: { on: '2024-03-02', limit: '2024-03-01', committed: '2024-03-01' } },
    ]);
  });
});

describe('a light that was announced', () => {
  const yellow = unwatched.on(waiting, '2024-09-01');
  const broken = (on: Day) => reached('groundbreaking', on);

  it('is said once', () => {
    expect(yellow.turns(waiting, '2024-09-01')).toEqual([]);
    expect(yellow.turns(waiting, '2024-09-02')).toEqual([]);
    expect(new Watched(yellow.said).turns(waiting, '2024-09-02')).toEqual([]);
  });

  it('turns red on its day', () => {
    expect(told(yellow.turns(waiting, RED))).toEqual([`turned-red ${RED}`]);
  });

  it.each([
    ['passed', '2024-08-20', waiting.and('2024-09-02', broken('2024-08-20'))],
    ['skipped', '2024-08-21', waiting.and('2024-09-02', reached('statistics', '2024-08-21'))],
    ['ended', '2024-08-22', waiting.and('2024-09-02', status('terminated', '2024-08-22'))],
    ['suspended', '2024-08-23', waiting.and('2024-09-02', status('suspended', '2024-08-23'))],
    ['limit-moved', '2024-09-02', waiting.and('2024-09-02', committed({ groundbreaking: '2024-12-01' }, '2024-09-02'))],
    ['not-concerned', '2024-08-24', waiting.and('2024-09-02', notApplicable('groundbreaking', '2024-08-24'))],
    // It never was, as is known now: taken back from the day on which it was said to begin.
    ['not-concerned', YELLOW, waiting.and('2024-09-02', withdrawn('land-supply'))],
  ])('goes out: %s', (because, on, given) => {
    expect(told(yellow.turns(given, '2024-09-02'))).toEqual([`cleared ${on} yellow ${because}`]);
    expect(yellow.on(given, '2024-09-02').turns(given, '2024-09-03')).toEqual([]);
  });

  it('goes back to yellow when the limit moves', () => {
    const red = unwatched.on(waiting, '2025-08-01');
    const given = waiting.and('2025-08-02', committed({ groundbreaking: '2025-06-30' }, '2025-08-02'));
    expect(told(red.turns(given, '2025-08-02'))).toEqual(['turned-yellow 2025-08-02']);
  });

  it('goes out where the ruleset drops the bottleneck', () => {
    const dropped = { ...FIVE_MILESTONES, version: 2, bottlenecks: [] };
    const book = adopted([{ ...FIVE_MILESTONES, bottlenecks: GROUNDBREAKING }, '2000-01-01'], [dropped, '2024-09-02']);
    expect(told(yellow.turns(waiting, '2024-09-02', book))).toEqual(['cleared 2024-09-02 yellow not-concerned']);
  });
});

describe('after days without a look', () => {
  const before = unwatched.on(waiting, '2024-07-01');

  it('what came and went meanwhile is said, each turn with its day', () => {
    const given = waiting.and('2024-07-20', reached('groundbreaking', '2024-07-15'));
    expect(told(before.turns(given, '2024-07-20'))).toEqual([
      `turned-yellow ${YELLOW}`,
      'cleared 2024-07-15 yellow passed',
    ]);
  });

  it('it is not said again where the day was not noted down', () => {
    const given = waiting.and('2024-07-20', reached('groundbreaking', '2024-07-15'));
    const said = [...before.said, ...before.turns(given, '2024-07-20')];
    expect(new Watched(said, '2024-07-01').turns(given, '2024-07-20')).toEqual([]);
    expect(new Watched(said, '2024-07-01').turns(given, '2024-08-20')).toEqual([]);
  });

  it('what came and went before the last look, recorded late, is not', () => {
    const looked = unwatched.on(registered(), '2025-01-01');
    const late = registered().and(
      '2025-01-10',
      reached('land-supply', '2024-01-10'),
      reached('groundbreaking', '2024-08-01'),
    );
    expect(looked.turns(late, '2025-01-10')).toEqual([]);
  });

  it('a light of which nothing was known is said from its first day', () => {
    const looked = unwatched.on(registered(), '2025-01-01');
    expect(told(looked.turns(waiting, '2025-01-10'))).toEqual([`turned-yellow ${YELLOW}`]);
  });
});

const draw: fc.Arbitrary<Draw> = fc.tuple(...DRAW.map((max) => fc.nat(max))) as fc.Arbitrary<never>;
const histories = fc.array(draw, { minLength: 3, maxLength: 30, size: 'max' }).map(grow);
const start = fc.integer({ min: dayNumber('2020-06-01'), max: dayNumber('2024-06-01') });

/** The lights of a day, straight from the cases. */
function lightsOn(given: Given, today: number): Map<string, string> {
  const lights = new Map<string, string>();
  for (const span of caseSpans(given.known, RULES)) {
    if (span.from > today || today >= span.to || span.case.state !== 'open') continue;
    const light = lightOn(span.case, today);
    if (light !== 'green') lights.set(lightKey(span), light);
  }
  return lights;
}

const lit = (announced: AnnouncedLights): Map<string, string> =>
  new Map([...announced].flatMap(([key, { light }]) => (light === null ? [] : [[key, light] as const])));

const watch = (given: Given, said: readonly LightFact[], through: number | null, today: number): LightFact[] => [
  ...said,
  ...lightTurns({
    history: given.known,
    book: RULES,
    announced: announcedLights(said),
    through: through === null ? null : dayOf(through),
    today: dayOf(today),
  }),
];

describe('the turns of a random history', () => {
  it('are the same said day by day and after a gap, also where more became known before it', () => {
    let turns = 0;
    fc.assert(
      fc.property(
        histories,
        histories,
        fc.boolean(),
        start,
        fc.integer({ min: 1, max: 200 }),
        (one, other, learns, first, gap) => {
          // What is announced at first may come of quite another state of knowledge.
          const said = watch(learns ? other : one, [], null, first);
          let daily: readonly LightFact[] = said;
          for (let day = first + 1; day <= first + gap; day += 1) daily = watch(one, daily, day - 1, day);
          const once = watch(one, said, first, first + gap);
          turns += once.length;
          expect(once).toEqual(daily);
        },
      ),
      { numRuns: 150 },
    );
    expect(turns).toBeGreaterThan(20);
  });

  it('lead to the lights of today, in order of day, and a second look says nothing', () => {
    fc.assert(
      fc.property(histories, histories, start, fc.nat(400), fc.boolean(), (one, other, first, gap, noted) => {
        const said = watch(other, [], null, first);
        const today = first + gap;
        const all = watch(one, said, first, today);
        expect(lit(announcedLights(all))).toEqual(lightsOn(one, today));
        const days = all.slice(said.length).map(({ data }) => data.on);
        expect(days).toEqual([...days].sort());
        expect(watch(one, all, noted ? today : first, today)).toEqual(all);
        expect(watch(one, all, null, today)).toEqual(all);
      }),
      { numRuns: 150 },
    );
  });
});
