import type { Catalogue } from '@milepost/lifecycle';
import { MISSING_MEANINGS, type Adopted, type Mapping } from './mapping';
import { adoptedCatalogueAt, adoptedRulesetAt } from './parse-adopted';
import { eventsAt, TABLE_KEYS, tableAt, wideAt } from './parse-course';
import { datesAt } from './parse-dates';
import { fieldAt } from './parse-field';
import { profileAt, responsibilitiesAt, scheduleAt } from './parse-profile';
import { referenceProblems } from './references';
import { at, fail, given, listOf, mapOf, nonBlank, oneOf, type Place } from './shape';
import { readYaml } from './yaml-file';

const COMMON = [
  'register',
  'format',
  'key',
  'catalogue',
  'ruleset',
  'dates',
  'profile',
  'projectCode',
  'responsibilities',
  'schedule',
  'missing',
  'exits',
  ...TABLE_KEYS,
];
const REGISTER = /^[a-z0-9][a-z0-9._-]{0,63}$/;

function registerAt(place: Place): string {
  const code = nonBlank(place);
  // A colon would end it within an event's source.
  return REGISTER.test(code) ? code : fail(place, 'a register’s code is a-z, 0-9, “.”, “_” or “-”');
}

/** One column, or several whose texts together identify a project. */
function keyAt(place: Place): Mapping['key'] {
  if (!Array.isArray(place.value)) return fieldAt(place);
  return fieldAt({ ...place, value: { columns: place.value, join: '/' } });
}

/** What the author believes to be exits must be exits in the catalogue: boards count by the catalogue. */
function checkExits(place: Place, catalogue: Adopted<Catalogue>): void {
  const declared = listOf(place).map(nonBlank);
  const definitions = catalogue.brought?.definition.milestones;
  if (declared.length === 0 || definitions === undefined) return;
  const actual = definitions.filter((milestone) => milestone.exit === true).map((milestone) => milestone.code);
  const differing = [
    ...declared.filter((code) => !actual.includes(code)),
    ...actual.filter((code) => !declared.includes(code)),
  ];
  if (differing.length > 0) fail(place, `${differing.join(', ')}: the catalogue says otherwise (exit: true)`);
}

/**
 * Reads a mapping with all that it refers to.
 * @throws ImportError naming the file, the path in it and what is wrong
 */
export async function readMapping(path: string): Promise<Mapping> {
  const root = await readYaml(path);
  const format = oneOf(
    at(mapOf(root, [...COMMON, 'milestones', 'statuses', 'events', 'cases']), 'format'),
    ['wide', 'events'],
    'wide',
  );
  mapOf(root, [...COMMON, ...(format === 'wide' ? ['milestones', 'statuses'] : ['events', 'cases'])]);
  const catalogue = await adoptedCatalogueAt(at(root, 'catalogue'));
  checkExits(at(root, 'exits'), catalogue);
  const [ruleset, projectCode] = [at(root, 'ruleset'), at(root, 'projectCode')];
  const mapping: Mapping = {
    file: path,
    register: registerAt(at(root, 'register')),
    table: tableAt(root),
    key: keyAt(at(root, 'key')),
    catalogue,
    ruleset: given(ruleset) ? await adoptedRulesetAt(ruleset, catalogue) : null,
    dates: datesAt(at(root, 'dates')),
    profile: profileAt(at(root, 'profile')),
    projectCode: given(projectCode) ? fieldAt(projectCode) : null,
    responsibilities: responsibilitiesAt(at(root, 'responsibilities')),
    schedule: scheduleAt(at(root, 'schedule')),
    course: format === 'wide' ? wideAt(root) : eventsAt(root),
    missing: oneOf(at(root, 'missing'), MISSING_MEANINGS, 'keep'),
  };
  if (catalogue.brought !== undefined) {
    const [problem] = referenceProblems(mapping, catalogue.brought.definition);
    if (problem !== undefined) fail({ ...root, path: problem.path }, problem.message);
  }
  return mapping;
}
