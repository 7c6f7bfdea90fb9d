import type { Notice } from '@milepost/lifecycle';

/** The target can't take the events, or does not hold them as the source does. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
  constructor(readonly notice: Notice) {
    super(notice.en);
  }
}
