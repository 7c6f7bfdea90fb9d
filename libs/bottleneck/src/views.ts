/** The slice's read model by itself: who folds or checks views needs nothing of GraphQL. */
export { bottleneckProjection } from './projection/bottleneck-projection';
