/** The slice's read models by themselves: who folds or checks views needs nothing of GraphQL. */
export { historyProjection } from './history/projection/history-projection';
export { integrityProjection } from './integrity/projection/integrity-projection';
