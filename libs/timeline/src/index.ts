export { timelineProjection } from './projection/timeline-projection';
export { TimelineModule, timelineResolvers } from './timeline.module';
