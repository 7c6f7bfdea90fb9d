import type { Notice, NoticeParams, RecordedEvent } from '@milepost/lifecycle';

type Kind = (field: null, params: NoticeParams) => Notice;

/** The first damage that a walk has met, and the event that it concerns as far as that can be known. */
export interface Finding {
  readonly notice: Notice;
  readonly position: string | null;
  readonly stream: string | null;
  readonly revision: number | null;
  readonly id: string | null;
}

/** What is wrong with an event that is there. */
export function onEvent(kind: Kind, event: RecordedEvent, params: NoticeParams = {}): Finding {
  const { position, stream, revision, id } = event;
  return { notice: kind(null, { ...params, position, stream, revision, id }), position, stream, revision, id };
}

/** What is wrong where no event stands that it could be told of. */
export function elsewhere(kind: Kind, params: NoticeParams, place: Partial<Omit<Finding, 'notice'>> = {}): Finding {
  return { notice: kind(null, params), position: null, stream: null, revision: null, id: null, ...place };
}
