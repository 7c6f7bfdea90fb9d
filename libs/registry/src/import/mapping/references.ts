import type { Catalogue } from '@milepost/lifecycle';
import type { Field } from './field';
import type { Mapping } from './mapping';

export interface ReferenceProblem {
  readonly path: string;
  readonly message: string;
}

/** The milestones that a mapping speaks of, with the path at which each is named. */
export function milestonesOf({ course, schedule }: Mapping): { path: string; code: string }[] {
  const happened =
    course.format === 'wide'
      ? course.milestones.map(({ milestone }) => ({ path: `milestones.${milestone}`, code: milestone }))
      : [...course.meanings].flatMap(([activity, meaning]) =>
          'milestone' in meaning ? [{ path: `events.meanings.${activity}`, code: meaning.milestone }] : [],
        );
  const planned = schedule?.targets.map(({ milestone }) => ({
    path: `schedule.targets.${milestone}`,
    code: milestone,
  }));
  return [...happened, ...(planned ?? [])];
}

/** The texts that a field can only come to, where they are written in the mapping. */
function fixedTexts(field: Field | undefined): string[] {
  if (field === undefined) return [];
  const written = [field.constant, field.default, typeof field.otherwise === 'string' ? field.otherwise : undefined];
  return [...(field.map?.values() ?? []), ...written].filter(
    (text): text is string => text !== undefined && text !== '',
  );
}

/** Codes that a mapping names and its catalogue does not know. */
export function referenceProblems(mapping: Mapping, catalogue: Catalogue): ReferenceProblem[] {
  const milestones = new Set(catalogue.milestones.map(({ code }) => code));
  const unknown = milestonesOf(mapping)
    .filter(({ code }) => !milestones.has(code))
    .map(({ path, code }) => ({ path, message: `catalogue ${catalogue.code} has no milestone ${code}` }));
  const coded = [
    ['kind', mapping.profile.kind, catalogue.kinds],
    ['landMode', mapping.profile.landMode, catalogue.landModes],
  ] as const;
  const unknownCodes = coded.flatMap(([name, field, known]) =>
    fixedTexts(field)
      .filter(
        (text) =>
          !known.some(({ code }) => code === `${field?.prefix ?? ''}${text}${field?.suffix ?? ''}` || code === text),
      )
      .map((text) => ({ path: `profile.${name}`, message: `catalogue ${catalogue.code} has no ${name} ${text}` })),
  );
  return [...unknown, ...unknownCodes];
}
