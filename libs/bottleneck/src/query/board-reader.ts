import {
  adoptionsOf,
  bottleneckFigures,
  catalogueOn,
  DomainError,
  inForceOn,
  timeZoneOf,
  waitingCount,
  type BottleneckFigures,
  type BottleneckRule,
  type Catalogue,
  type Ruleset,
} from '@milepost/lifecycle';
import type { AskedAsOf, AsOfState, Pin, ProjectFilter, ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { LRUCache } from 'lru-cache';
import { BOTTLENECK } from '../projection/tables';
import { GROUP_COLUMNS, tallies, type GroupedTally } from './board-query';

export type GroupingKey = keyof typeof GROUP_COLUMNS;

/** What a board is of: everything that decides its figures, so that the same again gives the same again. */
export interface BoardSubject {
  readonly ruleset: Ruleset;
  readonly catalogue: Catalogue;
  readonly asOf: AsOfState;
  readonly filter: ProjectFilter | null;
  /** Position of the last event that the figures take into account at least. */
  readonly position: string;
  /** State of the view: figures of the same state are the same. */
  readonly state: string;
  /** The state of knowledge that the subject is pinned to, where it was asked to be. */
  readonly pin: Pin | null;
}

export interface BucketFigures extends BottleneckFigures {
  readonly rule: BottleneckRule;
}

export interface GroupFigures {
  readonly key: string | null;
  /** Rows of the ledger in this group. */
  readonly total: number;
  readonly buckets: readonly BucketFigures[];
}

interface Asked {
  readonly ruleset: string;
  readonly asOf?: AskedAsOf | null;
  readonly filter?: ProjectFilter | null;
  readonly atLeast?: string | null;
  /** Take into account nothing that could still be added to, so that the same can be asked for again. */
  readonly pinned?: boolean;
}

/** Where a query that names no day reckons today, before it is known which ruleset and so which region is meant. */
const DEFAULT_TIME_ZONE = 'Asia/Shanghai';
const MOST_REMEMBERED = 500;

/** Reads boards. Figures are remembered per state of the view: a board asked for again before anything new happened is free. */
export class BoardReader {
  private readonly remembered = new LRUCache<string, Promise<readonly GroupFigures[]>>({ max: MOST_REMEMBERED });

  constructor(
    private readonly models: ReadModels,
    private readonly rules: RuleEvents,
    private readonly pins: StatePins,
  ) {}

  /**
   * @throws ViewBehind when the view does not reach `atLeast` in time
   * @throws DomainError `ruleset.not-in-force` when no version of the ruleset was in force (or known) then
   */
  async subject({ ruleset, asOf: given, filter, atLeast, pinned = false }: Asked): Promise<BoardSubject> {
    const { position, state } = await this.models.reach(BOTTLENECK, atLeast);
    const pin = pinned ? await this.pins.pin(BOTTLENECK, given?.knownAt) : null;
    const asked = pin === null ? given : { on: given?.on, knownAt: pin.knownAt };
    const book = await this.rules.rulebook(asked?.knownAt ?? null);
    const versions = adoptionsOf(book.rulesets, ruleset);
    const newest = versions?.at(-1)?.value;
    const timeZone = newest && timeZoneOf(book, newest.catalogue);
    const asOf = this.models.asOf(asked, timeZone ?? DEFAULT_TIME_ZONE);
    const rules = inForceOn(versions, asOf.on);
    const catalogue = rules && catalogueOn(book, rules.catalogue, asOf.on);
    if (rules === undefined || catalogue === undefined) throw notInForce(ruleset, asOf.on, book.rulesets);
    return { ruleset: rules, catalogue, asOf, filter: filter ?? null, position: pin?.position ?? position, state, pin };
  }

  /** The figures of every bottleneck of the ruleset, in its order. */
  async buckets(subject: BoardSubject): Promise<readonly BucketFigures[]> {
    const [all] = await this.figures(subject, null);
    return all?.buckets ?? figures(subject.ruleset, []);
  }

  /** The figures by group: most rows first, of equal ones by key. */
  async groups(subject: BoardSubject, by: GroupingKey, first: number): Promise<GroupFigures[]> {
    return (await this.figures(subject, by)).slice(0, first);
  }

  private figures(subject: BoardSubject, by: GroupingKey | null): Promise<readonly GroupFigures[]> {
    const { ruleset, asOf, filter, state } = subject;
    const key = JSON.stringify([state, ruleset.code, ruleset.version, asOf.on, asOf.knownAt, filter, by]);
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    const asked = tallies(this.models.pool, { ruleset: ruleset.code, asOf, filter }, by).then((list) =>
      groupFigures(ruleset, list),
    );
    this.remembered.set(key, asked);
    asked.catch(() => this.remembered.delete(key));
    return asked;
  }
}

function groupFigures(ruleset: Ruleset, list: readonly GroupedTally[]): GroupFigures[] {
  const byGroup = groupedBy(list, (tally) => tally.group);
  return [...byGroup]
    .map(([key, tallied]) => {
      const buckets = figures(ruleset, tallied);
      return { key, total: buckets.reduce((sum, bucket) => sum + waitingCount(bucket), 0), buckets };
    })
    .sort((a, b) => b.total - a.total || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

function groupedBy<Key>(list: readonly GroupedTally[], keyOf: (tally: GroupedTally) => Key): Map<Key, GroupedTally[]> {
  const groups = new Map<Key, GroupedTally[]>();
  for (const tally of list) {
    const group = groups.get(keyOf(tally));
    if (group === undefined) groups.set(keyOf(tally), [tally]);
    else group.push(tally);
  }
  return groups;
}

function figures(ruleset: Ruleset, list: readonly GroupedTally[]): BucketFigures[] {
  const byBottleneck = groupedBy(list, (tally) => tally.bottleneck);
  return ruleset.bottlenecks.map((rule) => ({ rule, ...bottleneckFigures(byBottleneck.get(rule.code) ?? []) }));
}

function notInForce(ruleset: string, on: string, known: Readonly<Record<string, unknown>>): DomainError {
  const codes = Object.keys(known).join(', ') || '—';
  return new DomainError(
    'ruleset.not-in-force',
    {
      zh: `规则集 ${ruleset} 在 ${on} 未生效(已知:${codes})`,
      en: `No ruleset ${ruleset} was in force, as known then, on ${on} (known: ${codes})`,
    },
    'ruleset',
  );
}
