import { isDeepStrictEqual } from 'node:util';
import type { EventStore } from '@milepost/event-store';
import {
  catalogueOn,
  dayIn,
  type Catalogue,
  type Clock,
  type Day,
  type Notice,
  type Rulebook,
} from '@milepost/lifecycle';
import { RuleLedger, RulebookReader, type CommandMetadata } from '../../ledger';
import { ImportError } from '../import-error';
import type { Adopted, Mapping } from '../mapping/mapping';
import { referenceProblems } from '../mapping/references';
import { adoptBuiltInRules } from './built-in-rules';

interface Versioned {
  readonly code: string;
  readonly version: number;
}

/**
 * Whether the version that a mapping brings is still to be adopted.
 * @throws ImportError when the same version is known with another content, or nothing is known and nothing brought
 */
function isDue<Definition extends Versioned>(
  what: string,
  { code, brought }: Adopted<Definition>,
  known: readonly { readonly value: Definition }[] | undefined,
  file: string,
): boolean {
  if (brought === undefined) {
    if (known === undefined || known.length === 0) throw new ImportError(`no ${what} ${code} has been adopted`, file);
    return false;
  }
  const { definition } = brought;
  const same = known?.find(({ value }) => value.version === definition.version);
  if (same === undefined) return true;
  // JSON as the store holds it has no undefined members, and neither has what was read from YAML.
  if (isDeepStrictEqual(same.value, JSON.parse(JSON.stringify(definition)))) return false;
  const advice = 'raise its version to adopt the change';
  throw new ImportError(
    `version ${definition.version} of ${what} ${code} was adopted with another content: ${advice}`,
    file,
  );
}

function assertAccepted(
  outcome: { readonly accepted: true } | { readonly accepted: false; readonly errors: readonly Notice[] },
  what: string,
  file: string,
): void {
  if (outcome.accepted) return;
  throw new ImportError(`${what} can’t be adopted: ${outcome.errors.map((error) => error.en).join(' ')}`, file);
}

async function ruleReading(mapping: Mapping, reader: RulebookReader): Promise<Rulebook> {
  const { catalogue, ruleset } = mapping;
  return ruleset === null ? reader.withCatalogue(catalogue.code) : reader.withRuleset(ruleset.code, catalogue.code);
}

export interface RulesInForce {
  readonly catalogue: Catalogue;
  readonly today: Day;
  /** Definitions adopted by this run, e.g. `catalogue repd version 1`. */
  readonly adopted: readonly string[];
}

/**
 * Adopts the catalogue and the ruleset that a mapping brings, where their versions are new, and answers the catalogue
 * in force today.
 * @throws ImportError when they can't be adopted, or the mapping does not fit the catalogue
 */
export async function adoptRules(
  mapping: Mapping,
  store: EventStore,
  clock: Clock,
  metadata: CommandMetadata,
): Promise<RulesInForce> {
  const reader = new RulebookReader(store);
  const ledger = new RuleLedger(store, reader);
  const { catalogue, ruleset, file } = mapping;
  const adopted: string[] = [];
  if (catalogue.brought === undefined) await adoptBuiltInRules(catalogue.code, store, clock);
  const before = await ruleReading(mapping, reader);
  const { brought } = catalogue;
  if (isDue('catalogue', catalogue, before.catalogues[catalogue.code], file) && brought !== undefined) {
    const { definition, ...options } = brought;
    const what = `catalogue ${definition.code} version ${definition.version}`;
    assertAccepted(await ledger.adoptCatalogue({ catalogue: definition, ...options, metadata }), what, file);
    adopted.push(what);
  }
  if (
    ruleset !== null &&
    isDue('ruleset', ruleset, before.rulesets[ruleset.code], file) &&
    ruleset.brought !== undefined
  ) {
    const { definition, ...options } = ruleset.brought;
    const what = `ruleset ${definition.code} version ${definition.version}`;
    assertAccepted(await ledger.adoptRuleset({ ruleset: definition, ...options, metadata }), what, file);
    adopted.push(what);
  }
  const book = await reader.withCatalogue(catalogue.code);
  const first = book.catalogues[catalogue.code]?.[0]?.value;
  if (first === undefined) throw new ImportError(`no catalogue ${catalogue.code} has been adopted`, file);
  const today = dayIn(first.timeZone, clock.now());
  const inForce = catalogueOn(book, catalogue.code, today) ?? first;
  const [problem] = referenceProblems(mapping, inForce);
  if (problem !== undefined) throw new ImportError(`${problem.path}: ${problem.message}`, file);
  return { catalogue: inForce, today, adopted };
}
