import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { InputError, type FieldProblem } from './input-error';

/** No database text can hold these: what is sent with one can match nothing and be recorded nowhere. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

function unstorable(value: unknown, field: string): FieldProblem[] {
  if (typeof value === 'string') {
    return UNSTORABLE.test(value) ? [{ field, problems: ['holds a NUL character or half a surrogate pair'] }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => unstorable(inner, field === '' ? name : `${field}.${name}`));
}

class InputPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const problems = metadata.type === 'body' ? unstorable(value, '') : [];
    if (problems.length > 0) throw new InputError(problems);
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** The pipe that checks arguments by their class-validator decorators. Refuses with `InputError`. */
export function createInputPipe(): ValidationPipe {
  return new InputPipe({ exceptionFactory: (errors) => new InputError(problemsOf(errors, '')) });
}

function problemsOf(errors: readonly ValidationError[], parent: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = parent === '' ? error.property : `${parent}.${error.property}`;
    const problems = Object.values(error.constraints ?? {});
    const nested = problemsOf(error.children ?? [], field);
    return problems.length > 0 ? [{ field, problems }, ...nested] : nested;
  });
}
