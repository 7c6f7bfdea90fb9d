import { historyProjection, integrityProjection } from '@milepost/audit/views';
import { bottleneckProjection } from '@milepost/bottleneck/views';
import { timelineProjection } from '@milepost/timeline/views';

/** The read models that there are, whichever process makes, checks or rebuilds them; the one with most to fold stands last. */
export const PROJECTIONS = [timelineProjection, historyProjection, integrityProjection, bottleneckProjection] as const;
