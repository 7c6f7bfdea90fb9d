import { FIVE_MILESTONES, type Ruleset } from '../bottleneck';
import { CN_INVESTMENT, type Catalogue } from '../catalogue';
import type { RecordedRuleEvent } from '../events';
import { adoptionsOf, catalogueOn, EMPTY_RULEBOOK, inForceOn, rulebookAt, timeZoneOf } from './rulebook';

const version = (number: number): Catalogue => ({ ...CN_INVESTMENT, version: number });
const rulesetVersion = (number: number): Ruleset => ({ ...FIVE_MILESTONES, version: number });

function adopted(what: Catalogue | Ruleset, inForceFrom: string, recordedAt: string): RecordedRuleEvent {
  const envelope = {
    id: `${what.code}-${what.version}`,
    stream: 's',
    revision: 0,
    position: '0',
    recordedAt,
    metadata: { actor: 'a', source: 'test' },
  };
  return 'milestones' in what
    ? { ...envelope, type: 'catalogue.adopted.v1', data: { catalogue: what, inForceFrom, reason: '启用' } }
    : { ...envelope, type: 'ruleset.adopted.v1', data: { ruleset: what, inForceFrom, reason: '启用' } };
}

const EVENTS = [
  adopted(version(1), '2020-01-01', '2020-01-01T00:00:00.000Z'),
  adopted(rulesetVersion(1), '2020-01-01', '2020-01-01T00:00:00.000Z'),
  adopted(rulesetVersion(2), '2025-01-01', '2024-11-01T00:00:00.000Z'),
  adopted(version(2), '2024-01-01', '2024-12-01T00:00:00.000Z'),
  adopted(rulesetVersion(3), '2025-01-01', '2024-12-20T00:00:00.000Z'),
  adopted(rulesetVersion(4), '2023-01-01', '2025-02-01T00:00:00.000Z'),
];

describe('the rules in force', () => {
  const book = rulebookAt(EVENTS, null);
  const rulesOn = (on: string, from = book) => inForceOn(from.rulesets['five-milestones'], on)?.version;

  it('are those of the latest date up to the day, however they were recorded', () => {
    expect(
      ['2019-12-31', '2020-01-01', '2022-12-31', '2023-01-01', '2024-12-31', '2025-01-01'].map((on) => rulesOn(on)),
    ).toEqual([undefined, 1, 1, 4, 4, 3]);
  });

  it('replace an earlier adoption for the same date', () => {
    expect(book.rulesets['five-milestones']!.map(({ value }) => value.version)).toEqual([1, 4, 3]);
  });

  it('are those known at the instant', () => {
    const before = rulebookAt(EVENTS, '2024-12-19T23:59:59.999Z');
    expect(rulesOn('2025-01-01', before)).toBe(2);
    expect(rulesOn('2025-01-01', rulebookAt(EVENTS, '2024-12-20T00:00:00.000Z'))).toBe(3);
    expect(rulebookAt(EVENTS, '2019-01-01T00:00:00.000Z')).toEqual(EMPTY_RULEBOOK);
  });

  it('name the event that adopted them', () => {
    expect(book.catalogues['cn-investment']![1]).toMatchObject({
      eventId: 'cn-investment-2',
      inForceFrom: '2024-01-01',
      recordedAt: '2024-12-01T00:00:00.000Z',
    });
  });

  it('read days before the first catalogue with the first', () => {
    const of = (on: string) => catalogueOn(book, 'cn-investment', on)?.version;
    expect(['1990-01-01', '2023-12-31', '2024-01-01'].map(of)).toEqual([1, 1, 2]);
    expect(catalogueOn(book, 'unknown', '2024-01-01')).toBeUndefined();
  });

  it.each(['constructor', '__proto__', 'toString'])('know nothing of %s, which every object has', (code) => {
    expect(adoptionsOf(book.rulesets, code)).toBeUndefined();
    expect(catalogueOn(book, code, '2024-01-01')).toBeUndefined();
    expect(timeZoneOf(book, code)).toBeUndefined();
  });

  it('reckon today where the newest version does', () => {
    const moved = adopted({ ...version(3), timeZone: 'Asia/Urumqi' }, '2025-01-01', '2025-03-01T00:00:00.000Z');
    expect(timeZoneOf(book, 'cn-investment')).toBe('Asia/Shanghai');
    expect(timeZoneOf(rulebookAt([...EVENTS, moved], null), 'cn-investment')).toBe('Asia/Urumqi');
  });
});
