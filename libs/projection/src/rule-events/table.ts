import { catalogueStream, rulesetStream, type RecordedEvent } from '@milepost/lifecycle';
import type { RowWriter } from '../rows/row-writer';
import type { Table } from '../rows/table';

export const RULE_EVENT = 'rule_event';

/** The adoptions of catalogues and rulesets as the events say them: few, folded when asked. */
export const RULE_EVENT_TABLE: Table = {
  kind: 'append',
  columns: {
    event_id: 'uuid NOT NULL',
    position: 'numeric NOT NULL',
    recorded_at: 'timestamptz NOT NULL',
    type: 'text NOT NULL',
    data: 'json NOT NULL',
  },
};

/** How the names of the streams begin that hold adoptions. */
export const RULE_STREAMS = [catalogueStream(''), rulesetStream('')] as const;

export const isRuleEvent = ({ type }: RecordedEvent): boolean =>
  type === 'catalogue.adopted.v1' || type === 'ruleset.adopted.v1';

export function writeRuleEvent({ id, position, recordedAt, type, data }: RecordedEvent, rows: RowWriter): void {
  rows.insert(RULE_EVENT, { event_id: id, position, recorded_at: recordedAt, type, data: data as object });
}
