import type { Label } from './notice';

/**
 * A refusal that the caller can act on, thrown where it can't be answered as data: its code and texts reach clients.
 * Everything else that is thrown is masked.
 */
export class DomainError extends Error {
  override readonly name: string = 'DomainError';

  /**
   * @param code stable and dotted, e.g. `cursor.invalid`; it becomes `extensions.code`
   * @param label the message in both languages
   * @param field path of the input field, when one is to blame
   */
  constructor(
    readonly code: string,
    readonly label: Label,
    readonly field?: string,
  ) {
    super(label.en);
  }
}

/** What can't be done now, though nothing is wrong with what was asked: it may be when it is tried again. */
export class Unavailable extends DomainError {
  override readonly name: string = 'Unavailable';
}
