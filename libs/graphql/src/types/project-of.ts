import { formatYuan, type AsOf, type ProjectSummary, type Yuan } from '@milepost/lifecycle';
import { Standing, type Project } from './project';

const STANDINGS = { active: Standing.ACTIVE, suspended: Standing.SUSPENDED, ended: Standing.ENDED } as const;

/** A project as GraphQL shows it, from its summary on the day. */
export function projectOf({ profile, ...summary }: ProjectSummary, asOf: AsOf): Project {
  const { totalInvestment } = profile;
  return {
    ...profile,
    id: summary.id,
    totalInvestmentText: totalInvestment === null ? null : formatYuan(totalInvestment as Yuan, 'auto'),
    standing: STANDINGS[summary.standing],
    registeredAt: summary.registeredAt,
    catalogue: summary.catalogue,
    externalKey: summary.externalKey,
    asOf,
  };
}
