export { timelineProjection } from './projection/timeline-projection';
export { TimelineModule } from './timeline.module';
