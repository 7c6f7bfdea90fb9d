import type { Notice, Rulebook } from '@milepost/lifecycle';
import type { EndpointFilter } from './filter';
import { notices } from './notices';

/** Codes in a filter that no version of any catalogue has: not refused, since a catalogue may yet bring them. */
export function filterWarnings({ milestones = [], kinds = [] }: EndpointFilter, book: Rulebook): Notice[] {
  const catalogues = Object.values(book.catalogues).flatMap((versions) => versions.map(({ value }) => value));
  // Without any there is nothing to tell by.
  if (catalogues.length === 0) return [];
  const known = {
    milestones: new Set(catalogues.flatMap((catalogue) => catalogue.milestones.map(({ code }) => code))),
    kinds: new Set(catalogues.flatMap((catalogue) => catalogue.kinds.map(({ code }) => code))),
  };
  return [
    ...milestones.flatMap((milestone, index) =>
      known.milestones.has(milestone) ? [] : [notices.milestoneUnknown(`filter.milestones.${index}`, { milestone })],
    ),
    ...kinds.flatMap((kind, index) =>
      known.kinds.has(kind) ? [] : [notices.kindUnknown(`filter.kinds.${index}`, { kind })],
    ),
  ];
}
