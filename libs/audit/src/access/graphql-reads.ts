import type { ReadLog } from '@milepost/graphql';
import { v7 as timeOrderedId } from 'uuid';
import type { AccessLog } from './access-log';
import { selectionText } from './entry';

/** Records what is read over GraphQL. */
export function graphqlReads(log: AccessLog): ReadLog {
  return {
    record(reads, { actor, correlationId }) {
      const now = performance.now();
      return log.record(
        reads.map(({ operation, field, selection, rows, position, failed, began }) => ({
          id: timeOrderedId(),
          actor,
          channel: 'graphql',
          operation,
          field,
          selection: selectionText(selection),
          rows,
          position,
          correlationId,
          durationMs: Math.round((now - began) * 10) / 10,
          failed,
        })),
      );
    },
  };
}
