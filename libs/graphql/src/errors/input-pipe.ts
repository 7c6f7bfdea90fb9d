import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { InputError, type FieldProblem } from './input-error';

/** The pipe that checks arguments by their class-validator decorators. Refuses with `InputError`. */
export function createInputPipe(): ValidationPipe {
  return new ValidationPipe({ exceptionFactory: (errors) => new InputError(problemsOf(errors, '')) });
}

function problemsOf(errors: readonly ValidationError[], parent: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = parent === '' ? error.property : `${parent}.${error.property}`;
    const problems = Object.values(error.constraints ?? {});
    const nested = problemsOf(error.children ?? [], field);
    return problems.length > 0 ? [{ field, problems }, ...nested] : nested;
  });
}
