import { dirname, resolve } from 'node:path';
import { catalogueProblems, isDay, rulesetProblems, type Catalogue, type Ruleset } from '@milepost/lifecycle';
import { catalogueAt, rulesetAt } from './definition';
import type { Adopted } from './mapping';
import { at, fail, given, isMap, mapOf, nonBlank, type Place } from './shape';
import { readYaml } from './yaml-file';

/** Early enough for every date of a project that is followed today. */
const ALWAYS_IN_FORCE = '1900-01-01';

/** The definition a place brings: in a file beside the mapping, or written out under `define`. */
async function definitionPlace(place: Place): Promise<Place> {
  const [file, define] = [at(place, 'file'), at(place, 'define')];
  if (given(file) === given(define)) fail(place, 'exactly one of file, define is expected here');
  return given(define) ? define : readYaml(resolve(dirname(place.file), nonBlank(file)));
}

async function adoptedAt<Definition extends { code: string }>(
  place: Place,
  read: (definition: Place) => Definition,
  problems: (definition: Definition) => string[],
): Promise<Adopted<Definition>> {
  if (!given(place)) fail(place, 'a code, or a map with file or define, is expected here');
  if (!isMap(place.value)) return { code: nonBlank(place) };
  mapOf(place, ['file', 'define', 'inForceFrom', 'reason']);
  const source = await definitionPlace(place);
  const definition = read(source);
  const [problem] = problems(definition);
  if (problem !== undefined) fail(source, problem);
  const inForceFrom = given(at(place, 'inForceFrom')) ? nonBlank(at(place, 'inForceFrom')) : ALWAYS_IN_FORCE;
  if (!isDay(inForceFrom)) fail(at(place, 'inForceFrom'), `“${inForceFrom}” is no calendar date`);
  const reason = given(at(place, 'reason')) ? nonBlank(at(place, 'reason')) : 'Brought by the mapping of a register';
  return { code: definition.code, brought: { definition, inForceFrom, reason } };
}

export async function adoptedCatalogueAt(place: Place): Promise<Adopted<Catalogue>> {
  return adoptedAt(place, catalogueAt, catalogueProblems);
}

export async function adoptedRulesetAt(place: Place, catalogue: Adopted<Catalogue>): Promise<Adopted<Ruleset>> {
  return adoptedAt(
    place,
    (definition) => rulesetAt(definition, catalogue.code),
    (ruleset) => (catalogue.brought === undefined ? [] : rulesetProblems(ruleset, catalogue.brought.definition)),
  );
}
