import { registerEnumType } from '@nestjs/graphql';

/** What a board or a count is broken down by. */
export enum GroupBy {
  DISTRICT = 'DISTRICT',
  BUREAU = 'BUREAU',
  INDUSTRY = 'INDUSTRY',
  LEAD_OFFICIAL = 'LEAD_OFFICIAL',
  KIND = 'KIND',
  SIZE_TIER = 'SIZE_TIER',
}

registerEnumType(GroupBy, { name: 'GroupBy', description: 'What a board or a count is broken down by.' });
