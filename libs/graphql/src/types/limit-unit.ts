import { registerEnumType } from '@nestjs/graphql';

/** What a limit counts. */
export enum LimitUnit {
  DAYS = 'DAYS',
  MONTHS = 'MONTHS',
}

registerEnumType(LimitUnit, { name: 'LimitUnit' });
