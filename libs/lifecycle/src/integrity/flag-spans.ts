import { FOREVER, type DayNumber } from '../calendar/day';
import type { Catalogue } from '../catalogue/catalogue';
import type { ExplanationFact, Fact, History } from '../project/history';
import type { ProfileSpan } from '../project/profile';
import { profilesBy } from '../project/profiles-by';
import type { Rulebook } from '../rules/rulebook';
import { explanationOf, explanationsOf } from './explanations';
import { findings } from './findings';
import { flagRegimes, type FlagRegime } from './flag-regimes';
import type { Finding, FlagSpan } from './flag';
import type { IntegrityRule, IntegrityRules } from './integrity-rules';
import type { Publications } from './publications';
import { readingOf, type Reading } from './reading';

/** Days with one version of everything that a project is read by: `from` inclusive, `to` exclusive. */
interface Segment {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly regime: FlagRegime;
  readonly kind: string;
  readonly totalInvestment: string | null;
}

/** The kinds of facts that can change a flag that a project raises by itself. */
const FLAGGED: ReadonlySet<Fact['kind']> = new Set([
  'milestone',
  'not-applicable',
  'investment',
  'explanation',
  'profile',
  'suspended',
  'resumed',
  'terminated',
  'reinstated',
]);

/** Whether a change of facts can change flags. Cheap, and never false where it can. */
export const flagsConcerned = (changed: readonly Fact[]): boolean => changed.some(({ kind }) => FLAGGED.has(kind));

/**
 * The flags that a project raises by itself, over all days, by every set of rules of its catalogue, each day by the
 * versions of rules and catalogue then in force. What another project has part in is found by `sharedFlags`.
 */
export function flagSpans(history: History, book: Rulebook, publications: Publications): FlagSpan[] {
  const regimes = flagRegimes(book, history.registration.catalogue.code);
  if (regimes.length === 0) return [];
  const explanations = explanationsOf(history);
  const readings = new Map<Catalogue, Reading>();
  const spans: FlagSpan[] = [];
  for (const segment of segmentsOf(regimes, profilesBy(book, history))) {
    const { catalogue, sets } = segment.regime;
    if (catalogue === undefined) continue;
    const { kind, totalInvestment } = segment;
    let reading = readings.get(catalogue);
    // Of one version of the catalogue, dates read alike whatever the attributes.
    if (reading === undefined) reading = readingOf(history, catalogue, publications, segment);
    else reading = { ...reading, kind, totalInvestment };
    readings.set(catalogue, reading);
    for (const set of sets) {
      for (const rule of set.rules) {
        for (const finding of findings(rule, reading)) {
          const from = Math.max(finding.from, segment.from);
          const to = Math.min(finding.to, segment.to);
          if (from < to) put(spans, spanOf(set, rule, finding, from, to, explanations));
        }
      }
    }
  }
  return spans;
}

// Attributes are the same object while nothing changes them.
const reckoned = new WeakMap<readonly ProfileSpan[], { regimes: readonly FlagRegime[]; list: readonly Segment[] }>();

function segmentsOf(regimes: readonly FlagRegime[], profiles: readonly ProfileSpan[]): readonly Segment[] {
  const known = reckoned.get(profiles);
  if (known?.regimes === regimes) return known.list;
  const list = reckonSegments(regimes, profiles);
  reckoned.set(profiles, { regimes, list });
  return list;
}

function reckonSegments(regimes: readonly FlagRegime[], profiles: readonly ProfileSpan[]): Segment[] {
  const segments: Segment[] = [];
  let [nextRegime, nextProfile] = [0, 0];
  // Both begin with the calendar, so that each round has one of either.
  while (nextRegime < regimes.length || nextProfile < profiles.length) {
    const [regimeFrom, profileFrom] = [regimes[nextRegime]?.from ?? FOREVER, profiles[nextProfile]?.from ?? FOREVER];
    const from = Math.min(regimeFrom, profileFrom);
    if (regimeFrom === from) nextRegime += 1;
    if (profileFrom === from) nextProfile += 1;
    const [regime, span] = [regimes[nextRegime - 1], profiles[nextProfile - 1]];
    if (regime === undefined || span === undefined || regime.sets.length === 0) continue;
    const to = Math.min(regimes[nextRegime]?.from ?? FOREVER, profiles[nextProfile]?.from ?? FOREVER);
    const { kind, totalInvestment } = span.profile;
    const last = segments.at(-1);
    if (last?.to === from && last.regime === regime && last.kind === kind && last.totalInvestment === totalInvestment) {
      segments[segments.length - 1] = { ...last, to };
    } else segments.push({ from, to, regime, kind, totalInvestment });
  }
  return segments;
}

function spanOf(
  { code: rules, version }: IntegrityRules,
  { code: rule }: IntegrityRule,
  { subject, from: since, events, detail }: Finding,
  from: DayNumber,
  to: DayNumber,
  explanations: readonly ExplanationFact[],
): FlagSpan {
  const explainedBy = explanations.length === 0 ? null : (explanationOf(rule, events, explanations)?.id ?? null);
  return { rules, version, rule, subject, from, to, since, events, detail, explainedBy };
}

/** Whether two spans say the same of different days. */
export function sameFlag(a: FlagSpan, b: FlagSpan): boolean {
  return (
    a.version === b.version &&
    a.since === b.since &&
    a.explainedBy === b.explainedBy &&
    a.events.length === b.events.length &&
    a.events.every((id, index) => id === b.events[index]) &&
    sameDetail(a, b)
  );
}

function sameDetail({ detail: a }: FlagSpan, { detail: b }: FlagSpan): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** Adds a span, or lengthens the one before it that says the same. */
function put(spans: FlagSpan[], span: FlagSpan): void {
  const index = spans.findIndex(
    (each) =>
      each.to === span.from && each.rule === span.rule && each.subject === span.subject && each.rules === span.rules,
  );
  const before = spans[index];
  if (before !== undefined && sameFlag(before, span)) spans[index] = { ...before, to: span.to };
  else spans.push(span);
}
