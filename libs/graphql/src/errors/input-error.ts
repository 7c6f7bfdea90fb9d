import { DomainError } from './domain-error';

/** What is wrong with one input field. */
export interface FieldProblem {
  /** Path from the argument on, e.g. `filter.district.3`. */
  readonly field: string;
  readonly problems: readonly string[];
}

/** Input that fits the schema and still can't be taken; `extensions.fields` tells clients which fields and why. */
export class InputError extends DomainError {
  override readonly name = 'InputError';

  constructor(readonly fields: readonly FieldProblem[]) {
    const names = fields.map(({ field }) => field).join(', ');
    super('input.invalid', { zh: `输入有误：${names}`, en: `Invalid input: ${names}` }, fields[0]?.field);
  }
}
