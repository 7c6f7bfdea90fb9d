import type { BatchAppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { toRefusal } from './db-client-errors';
import type { Appended, WireRecord } from './wire';

/** A byte order mark is part of the text, as for whoever wrote it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What an answer to an append says: where it ended, or why not. */
export function toAppended(response: BatchAppendResp): Appended | Error {
  const success = response.getSuccess();
  if (success === undefined) return toRefusal(response.getError());
  return { revision: Number(success.getCurrentRevision()), position: success.getPosition()?.getCommitPosition() };
}

/** Undefined for what is no event, and for a link whose event is gone. */
export function toRecord(response: ReadResp): WireRecord | undefined {
  const event = response.getEvent()?.getEvent();
  if (event === undefined) return undefined;
  const about = event.getMetadataMap();
  return {
    id: event.getId()?.getString() ?? '',
    stream: textOf(event.getStreamIdentifier()?.getStreamName_asU8()),
    revision: Number(event.getStreamRevision()),
    position: event.getCommitPosition(),
    type: about.get('type') ?? '',
    data: about.get('content-type') === 'application/json' ? parsed(event.getData_asU8()) : undefined,
    metadata: parsed(event.getCustomMetadata_asU8()),
  };
}

const textOf = (bytes: Uint8Array | undefined): string => decoder.decode(bytes);

/** Undefined for what is not JSON: others may write that into the same server. */
function parsed(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}
