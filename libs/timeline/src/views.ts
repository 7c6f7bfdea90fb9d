/** The slice's read model by itself: who folds or checks views needs nothing of GraphQL. */
export { timelineProjection } from './projection/timeline-projection';
