import { noticeKind } from '@milepost/lifecycle';

const EVENT_EN = 'Event {id} (position {position}, stream {stream}, revision {revision})';
const EVENT_ZH = '事件 {id}(位置 {position},事件流 {stream},修订号 {revision})';

/** What can be wrong with a store: code, English, Chinese. */
export const notices = {
  altered: noticeKind(
    'chain.altered',
    `${EVENT_EN} was altered: what it holds (data, metadata, time, type, id) is not what its hash was made of.`,
    `${EVENT_ZH}已被篡改:其内容(数据、元数据、时间、类型、标识)与其哈希不符。`,
  ),
  unsealed: noticeKind(
    'chain.altered-or-inserted',
    `${EVENT_EN} was altered or inserted: what it holds (data, metadata, time, type, id) is not what its hash was made of.`,
    `${EVENT_ZH}已被篡改或系插入:其内容(数据、元数据、时间、类型、标识)与其哈希不符。`,
  ),
  hashAltered: noticeKind(
    'chain.hash-altered',
    `The hash of ${EVENT_EN} was altered: the next event of its stream was made upon the hash of what it holds.`,
    `${EVENT_ZH}的哈希已被篡改:同一事件流的下一事件所承接的,是其现有内容的哈希。`,
  ),
  replaced: noticeKind(
    'chain.replaced',
    `${EVENT_EN} was replaced and its hash made anew: the next event of its stream, at position {next}, was made upon another one.`,
    `${EVENT_ZH}已被替换并重算哈希:同一事件流的下一事件(位置 {next})承接的是另一哈希。`,
  ),
  inserted: noticeKind(
    'chain.inserted',
    `${EVENT_EN} was inserted: the next event of its stream, at position {next}, was made upon the one before it.`,
    `${EVENT_ZH}系插入:同一事件流的下一事件(位置 {next})承接的是它之前的事件。`,
  ),
  insertedTwice: noticeKind(
    'chain.inserted-twice',
    `${EVENT_EN} was inserted: its stream has that revision already.`,
    `${EVENT_ZH}系插入:该事件流已有同一修订号。`,
  ),
  missing: noticeKind(
    'chain.missing',
    'An event is missing: revision {revision} of stream {stream}, before position {position}. The next event of its stream is {next}.',
    '缺少事件:事件流 {stream} 的修订号 {revision},应在位置 {position} 之前。同一事件流的下一事件为 {next}。',
  ),
  gap: noticeKind(
    'chain.gap',
    'Events are missing before position {position}: {count}. No later event tells of which stream they were.',
    '位置 {position} 之前缺少 {count} 个事件,后续事件无从说明其所属事件流。',
  ),
  misnumbered: noticeKind(
    'chain.misnumbered',
    `${EVENT_EN} does not stand where its position says: {count} events come before it in the store, {expected} were read.`,
    `${EVENT_ZH}与其位置不符:库中其前有 {count} 个事件,实际读到 {expected} 个。`,
  ),
  reordered: noticeKind(
    'chain.reordered',
    `${EVENT_EN} is out of place: revision {other} of its stream comes after it, at position {otherPosition}.`,
    `${EVENT_ZH}顺序已变:同一事件流的修订号 {other} 反而在其后(位置 {otherPosition})。`,
  ),
  moved: noticeKind(
    'chain.moved',
    `${EVENT_EN} is out of place: it stood before position {before}.`,
    `${EVENT_ZH}顺序已变:它原在位置 {before} 之前。`,
  ),
  outOfTime: noticeKind(
    'chain.out-of-time',
    `${EVENT_EN} is out of place: it was recorded at {recordedAt}, which does not fit between those before and after it.`,
    `${EVENT_ZH}顺序已变:其记录时间 {recordedAt} 与前后事件不符。`,
  ),
  cutOff: noticeKind(
    'chain.cut-off',
    'The end is missing: {size} events are there, but {witness} knows of {expected}. The last one left has position {position}.',
    '尾部缺失:现有 {size} 个事件,而{witnessZh}记有 {expected} 个。所余最后事件位于位置 {position}。',
  ),
  cutOffHead: noticeKind(
    'chain.cut-off-before-head',
    'The end is missing: the last event has position {position}, but the store has given out positions up to {head}.',
    '尾部缺失:最后事件位于位置 {position},而事件库已发出的位置至 {head}。',
  ),
  beyondHead: noticeKind(
    'chain.beyond-head',
    `${EVENT_EN} comes after the last position that the store has given out, {head}: it was inserted, or the head was altered.`,
    `${EVENT_ZH}位于事件库已发出的最后位置 {head} 之后:系插入,或头部记录已被篡改。`,
  ),
  notAsKnown: noticeKind(
    'chain.not-as-known',
    'Events {from} to {to} in global order are not those that {witness} knows of, although their hashes fit together: a stream was rewritten, or events were added, left out or exchanged. The {before} events before them are unaltered.',
    '全局顺序第 {from} 至 {to} 个事件与{witnessZh}所记不符,虽然其哈希相互衔接:事件流被重写,或有事件被增加、删除、调换。其前 {before} 个事件未变。',
  ),
  rewritten: noticeKind(
    'chain.rewritten',
    'Stream {stream} was rewritten, hashes included, or exchanged with others: {witness} knows its revision {revision} (event {id}, position {position}) by another hash. It is one of {count} such streams.',
    '事件流 {stream} 已被重写(含哈希)或调换:{witnessZh}所记修订号 {revision}(事件 {id},位置 {position})的哈希与此不同。此类事件流共 {count} 个。',
  ),
  forged: noticeKind(
    'checkpoint.forged',
    `The checkpoint in ${EVENT_EN} is forged or damaged: {reason}.`,
    `${EVENT_ZH}中的检查点系伪造或已损坏:{reasonZh}。`,
  ),
  untrue: noticeKind(
    'checkpoint.untrue',
    `The checkpoint in ${EVENT_EN} does not hold for the events before it: it is forged, or events {from} to {to} in global order were rewritten. The {before} events before those are unaltered. With --key it can be told which.`,
    `${EVENT_ZH}中的检查点与其前的事件不符:检查点系伪造,或全局顺序第 {from} 至 {to} 个事件被重写。更早的 {before} 个事件未变。加 --key 可判明。`,
  ),
};
