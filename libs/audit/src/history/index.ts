export { HistoryModule, historyResolvers } from './history.module';
export { historyProjection } from './projection/history-projection';
