import { Catch, type ExceptionFilter } from '@nestjs/common';
import { DomainError } from './domain-error';

/**
 * Hands refusals on to the error formatter. Without it Nest logs each with its stack, as if a caller's mistake were the
 * server's.
 */
@Catch(DomainError)
export class DomainErrorFilter implements ExceptionFilter<DomainError> {
  catch(error: DomainError): never {
    throw error;
  }
}
