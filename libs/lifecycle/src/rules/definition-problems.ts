import type { Catalogue } from '../catalogue/catalogue';
import type { Ruleset } from '../bottleneck/ruleset';
import { compareYuan, isYuan } from '../money';

const CODE = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** Codes become keys of objects: one that every object has by itself would be found where nothing was said of it. */
const isCode = (code: string): boolean => CODE.test(code) && !(code in {});

function duplicates(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
}

/** What is wrong with codes of one kind: their form, or that one stands twice. */
export function codeProblems(what: string, codes: readonly string[]): string[] {
  return [
    ...codes.filter((code) => !isCode(code)).map((code) => `${what} “${code}”: a code is a-z, 0-9, “.”, “_” or “-”`),
    ...duplicates(codes).map((code) => `${what} ${code} is defined twice`),
  ];
}

/** The milestones on a cycle of `after`, empty for a sound order. */
function cycle(catalogue: Catalogue): string[] {
  const left = new Map(catalogue.milestones.map((milestone) => [milestone.code, new Set(milestone.after)]));
  for (;;) {
    const free = [...left].filter(([, after]) => ![...after].some((code) => left.has(code))).map(([code]) => code);
    if (free.length === 0) return [...left.keys()];
    for (const code of free) left.delete(code);
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a catalogue's definition, one sentence each; none for a sound one. */
export function catalogueProblems(catalogue: Catalogue): string[] {
  const codes = catalogue.milestones.map((milestone) => milestone.code);
  const kinds = catalogue.kinds.map((kind) => kind.code);
  const problems = [
    ...codeProblems('catalogue', [catalogue.code]),
    ...codeProblems('milestone', codes),
    ...codeProblems('kind', kinds),
    ...codeProblems(
      'land mode',
      catalogue.landModes.map((mode) => mode.code),
    ),
    ...codeProblems(
      'size tier',
      catalogue.sizeTiers.map((tier) => tier.code),
    ),
  ];
  if (codes.length === 0) problems.push('a catalogue has at least one milestone');
  if (kinds.length === 0) problems.push('a catalogue has at least one kind of project');
  if (!isTimeZone(catalogue.timeZone)) problems.push(`there is no time zone ${catalogue.timeZone}`);
  for (const { code, after, notApplicableTo, validMonths } of catalogue.milestones) {
    for (const other of after)
      if (!codes.includes(other)) problems.push(`milestone ${code} comes after an unknown ${other}`);
    for (const kind of notApplicableTo ?? []) {
      if (!kinds.includes(kind)) problems.push(`milestone ${code} is not applicable to an unknown kind ${kind}`);
    }
    if (validMonths !== undefined && (!Number.isInteger(validMonths) || validMonths <= 0)) {
      problems.push(`milestone ${code} is valid for a whole number of months`);
    }
  }
  for (const { code, from } of catalogue.sizeTiers) {
    if (!isYuan(from)) problems.push(`size tier ${code} starts at no exact amount of yuan: ${from}`);
  }
  const starts = catalogue.sizeTiers.map((tier) => tier.from).filter((from) => isYuan(from));
  // Out of order, a total would be put into whichever tier is listed last.
  if (starts.some((from, index) => index > 0 && compareYuan(from, starts[index - 1]!) <= 0)) {
    problems.push('size tiers ascend, each from more than the one before');
  }
  const circle = cycle(catalogue);
  if (circle.length > 0) problems.push(`these milestones come after each other in a circle: ${circle.join(', ')}`);
  return problems;
}

/** What is wrong with a ruleset over its catalogue, one sentence each; none for a sound one. */
export function rulesetProblems(ruleset: Ruleset, catalogue: Catalogue): string[] {
  const milestones = new Set(catalogue.milestones.map((milestone) => milestone.code));
  const kinds = new Set(catalogue.kinds.map((kind) => kind.code));
  const landModes = new Set(catalogue.landModes.map((mode) => mode.code));
  const problems = [
    ...codeProblems('ruleset', [ruleset.code]),
    ...codeProblems(
      'bottleneck',
      ruleset.bottlenecks.map((rule) => rule.code),
    ),
  ];
  if (ruleset.bottlenecks.length === 0) problems.push('a ruleset watches at least one bottleneck');
  for (const rule of ruleset.bottlenecks) {
    const named = [rule.awaits, ...rule.clockStartsAt, ...(rule.skippedBy ?? [])];
    for (const code of named) {
      if (!milestones.has(code)) problems.push(`bottleneck ${rule.code} names an unknown milestone ${code}`);
    }
    if (rule.clockStartsAt.length === 0) problems.push(`bottleneck ${rule.code} has no start of its clock`);
    for (const limit of [rule.yellow, rule.redAfterYellow]) {
      if (limit !== undefined && (!Number.isInteger(limit.count) || limit.count < 0)) {
        problems.push(`bottleneck ${rule.code}: a limit is a whole number of ${limit.unit}`);
      }
    }
    for (const kind of rule.appliesWhen?.kinds ?? []) {
      if (!kinds.has(kind)) problems.push(`bottleneck ${rule.code} applies to an unknown kind ${kind}`);
    }
    for (const mode of rule.appliesWhen?.landModes ?? []) {
      if (!landModes.has(mode)) problems.push(`bottleneck ${rule.code} applies to an unknown land mode ${mode}`);
    }
    const least = rule.appliesWhen?.minInvestment;
    if (least !== undefined && !isYuan(least)) {
      problems.push(`bottleneck ${rule.code} applies from no exact amount of yuan: ${least}`);
    }
  }
  return problems;
}
