import type { Finding } from './flag';
import type { IntegrityRule } from './integrity-rules';
import { changedDocuments } from './kinds/changed-document';
import { expiredApprovals } from './kinds/expired-approval';
import { investmentMismatches } from './kinds/investment-progress';
import { lateRecordings } from './kinds/late-recording';
import { missingMilestones } from './kinds/missing-milestone';
import { sittings } from './kinds/one-sitting';
import { orderInversions } from './kinds/order-inversion';
import { publishedMonths } from './kinds/published-month';
import { quarterEnds } from './kinds/quarter-end';
import type { Reading } from './reading';

const NONE: readonly Finding[] = [];

/** What a rule finds in a project by itself; the rules that look at other projects find nothing here. */
export function findings(rule: IntegrityRule, reading: Reading): readonly Finding[] {
  switch (rule.kind) {
    case 'order-inversion':
      return orderInversions(rule.parameters, reading);
    case 'missing-milestone':
      return missingMilestones(rule.parameters, reading);
    case 'late-recording':
      return lateRecordings(rule.parameters, reading);
    case 'published-month':
      return publishedMonths(rule.parameters, reading);
    case 'one-sitting':
      return sittings(rule.parameters, reading);
    case 'quarter-end':
      return quarterEnds(rule.parameters, reading);
    case 'expired-approval':
      return expiredApprovals(rule.parameters, reading);
    case 'investment-progress':
      return investmentMismatches(rule.parameters, reading);
    case 'changed-document':
      return changedDocuments(rule.parameters, reading);
    case 'duplicate-project':
    case 'shared-document':
      return NONE;
  }
}
