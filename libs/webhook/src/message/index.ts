export { MESSAGE_TYPES, type MessageType } from './message-type';
export type { Message } from './message';
export { subjectOf, type Subject } from './subject';
export { tell, type Telling } from './tell';
export { testMessage } from './test-message';
export { withMessageTable } from './message-table';
export { publishedFiles } from './published-files';
