import {
  adoptionsOf,
  catalogueOn,
  DomainError,
  inForceOn,
  timeZoneOf,
  type AsOf,
  type Catalogue,
  type IntegrityRules,
} from '@milepost/lifecycle';
import type { AskedAsOf, Pin, ReadModels, RuleEvents, StatePins } from '@milepost/projection';
import { INTEGRITY } from '../projection/tables';

/** The rules of a query that names none. */
export const DEFAULT_RULES = 'cn-integrity';

/** What flags are of: the rules that were in force on the day, and the state that they look at. */
export interface FlagSubject {
  readonly rules: IntegrityRules;
  /** The catalogue that dates are read and milestones are named by. */
  readonly catalogue: Catalogue;
  readonly asOf: AsOf;
  /** Position of the last event that is taken into account at least. */
  readonly position: string;
  /** The state of knowledge that the subject is pinned to, where it was asked to be. */
  readonly pin: Pin | null;
}

interface Asked {
  readonly rules: string;
  readonly asOf?: AskedAsOf | null;
  readonly atLeast?: string | null;
  /** Take into account nothing that could still be added to, so that the same can be asked for again. */
  readonly pinned?: boolean;
}

/** Where a query that names no day reckons today, before it is known which rules and so which region is meant. */
const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** Finds by which rules flags are read. */
export class FlagReader {
  constructor(
    private readonly models: ReadModels,
    private readonly events: RuleEvents,
    private readonly pins: StatePins,
  ) {}

  /**
   * @throws ViewBehind when the view does not reach `atLeast` in time
   * @throws DomainError `integrity-rules.not-in-force` when no version of the rules was in force (or known) then
   */
  async subject({ rules: code, asOf: given, atLeast, pinned = false }: Asked): Promise<FlagSubject> {
    const { position } = await this.models.reach(INTEGRITY, atLeast);
    const pin = pinned ? await this.pins.pin(INTEGRITY, given?.knownAt) : null;
    const asked = pin === null ? given : { on: given?.on, knownAt: pin.knownAt };
    const book = await this.events.rulebook(asked?.knownAt ?? null);
    const versions = adoptionsOf(book.integrity, code);
    const newest = versions?.at(-1)?.value;
    const timeZone = newest && timeZoneOf(book, newest.catalogue);
    const asOf = this.models.asOf(asked, timeZone ?? DEFAULT_TIME_ZONE);
    const rules = inForceOn(versions, asOf.on);
    const catalogue = rules && catalogueOn(book, rules.catalogue, asOf.on);
    if (rules === undefined || catalogue === undefined) throw notInForce(code, asOf.on, book.integrity);
    return { rules, catalogue, asOf, position: pin?.position ?? position, pin };
  }

  /** The same for the flags of a project that is shown: `null` where no rules were in force, which is no mistake there. */
  async subjectOf(code: string, asOf: AsOf): Promise<Pick<FlagSubject, 'rules' | 'catalogue' | 'asOf'> | null> {
    const book = await this.events.rulebook(asOf.knownAt);
    const rules = inForceOn(adoptionsOf(book.integrity, code), asOf.on);
    const catalogue = rules && catalogueOn(book, rules.catalogue, asOf.on);
    return rules === undefined || catalogue === undefined ? null : { rules, catalogue, asOf };
  }
}

function notInForce(code: string, on: string, known: Readonly<Record<string, unknown>>): DomainError {
  const codes = Object.keys(known).join(', ') || '—';
  return new DomainError(
    'integrity-rules.not-in-force',
    {
      zh: `疑点规则 ${code} 在 ${on} 未生效(已知:${codes})`,
      en: `No integrity rules ${code} were in force, as known then, on ${on} (known: ${codes})`,
    },
    'rules',
  );
}
