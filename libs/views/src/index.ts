import { historyProjection, integrityProjection } from '@milepost/audit';
import { bottleneckProjection } from '@milepost/bottleneck';
import { timelineProjection } from '@milepost/timeline';

/** The read models that there are, whichever process makes, checks or rebuilds them; the one with most to fold stands last. */
export const PROJECTIONS = [timelineProjection, historyProjection, integrityProjection, bottleneckProjection] as const;
