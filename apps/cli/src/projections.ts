import { historyProjection, integrityProjection } from '@milepost/audit';
import { bottleneckProjection } from '@milepost/bottleneck';
import { timelineProjection } from '@milepost/timeline';

/** The views that commands work on. */
export const PROJECTIONS = [timelineProjection, historyProjection, integrityProjection, bottleneckProjection];
