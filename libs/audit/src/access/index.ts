export { AccessLog, AccessLogUnavailable, type AccessLogOptions } from './access-log';
export { AccessLogModule, accessLogResolvers } from './access-log.module';
export { selectionText, type AccessEntry } from './entry';
export { graphqlReads } from './graphql-reads';
