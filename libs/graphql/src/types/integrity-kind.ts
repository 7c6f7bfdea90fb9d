import { registerEnumType } from '@nestjs/graphql';
import type { IntegrityKind as KindCode } from '@milepost/lifecycle';

/** What an integrity rule looks out for. */
export enum IntegrityKind {
  ORDER_INVERSION = 'ORDER_INVERSION',
  MISSING_MILESTONE = 'MISSING_MILESTONE',
  LATE_RECORDING = 'LATE_RECORDING',
  PUBLISHED_MONTH = 'PUBLISHED_MONTH',
  ONE_SITTING = 'ONE_SITTING',
  QUARTER_END = 'QUARTER_END',
  EXPIRED_APPROVAL = 'EXPIRED_APPROVAL',
  INVESTMENT_PROGRESS = 'INVESTMENT_PROGRESS',
  DUPLICATE_PROJECT = 'DUPLICATE_PROJECT',
  SHARED_DOCUMENT = 'SHARED_DOCUMENT',
  CHANGED_DOCUMENT = 'CHANGED_DOCUMENT',
}

registerEnumType(IntegrityKind, {
  name: 'IntegrityKind',
  description: 'What an integrity rule looks out for.',
  valuesMap: {
    ORDER_INVERSION: { description: 'A milestone before one that comes first. Needs milestone, before.' },
    MISSING_MILESTONE: {
      description: 'One of the milestones without another. Needs milestones, missing; may have minInvestment.',
    },
    LATE_RECORDING: { description: 'Recorded long after it happened. Needs days; may have milestones.' },
    PUBLISHED_MONTH: { description: 'Stated in, or moved out of, a month published before. May have milestones.' },
    ONE_SITTING: {
      description: 'Many milestones recorded together. Needs count, minutes; may have ignoreSources.',
    },
    QUARTER_END: { description: 'Dates bunched on last days of quarters. Needs count, sharePercent.' },
    EXPIRED_APPROVAL: { description: 'An approval past its validity. Needs approvals.' },
    INVESTMENT_PROGRESS: { description: 'Investment out of step with physical progress. Needs points.' },
    DUPLICATE_PROJECT: { description: 'The same investor, district and name as another project.' },
    SHARED_DOCUMENT: { description: 'A document number that another project has too. May have milestones.' },
    CHANGED_DOCUMENT: { description: 'Another file under the number of a document. May have milestones.' },
  },
});

/** The domain's code of each kind. */
export const INTEGRITY_KINDS: Readonly<Record<IntegrityKind, KindCode>> = {
  ORDER_INVERSION: 'order-inversion',
  MISSING_MILESTONE: 'missing-milestone',
  LATE_RECORDING: 'late-recording',
  PUBLISHED_MONTH: 'published-month',
  ONE_SITTING: 'one-sitting',
  QUARTER_END: 'quarter-end',
  EXPIRED_APPROVAL: 'expired-approval',
  INVESTMENT_PROGRESS: 'investment-progress',
  DUPLICATE_PROJECT: 'duplicate-project',
  SHARED_DOCUMENT: 'shared-document',
  CHANGED_DOCUMENT: 'changed-document',
};
