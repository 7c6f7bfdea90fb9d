import { noticeKind } from '@milepost/lifecycle';

const EVENT_EN = 'event {id} (stream {stream}, revision {revision})';
const EVENT_ZH = '事件 {id}(事件流 {stream},修订号 {revision})';

/** Why events can't be moved from one store to another, or did not arrive as they were: code, English, Chinese. */
export const notices = {
  otherEvents: noticeKind(
    'migrate.target-holds-other-events',
    `The target holds other events: number {number} in global order is there ${EVENT_EN}, and in the source another one. Name an empty store, or the one that this source was being copied to.`,
    `目标库中已有其他事件:全局顺序第 {number} 个在目标库为${EVENT_ZH},与源库不同。请指定空库,或此前由该源库迁往的库。`,
  ),
  moreEvents: noticeKind(
    'migrate.target-holds-more-events',
    `The target holds other events: after the {count} of the source comes ${EVENT_EN}. Somebody has written to it.`,
    `目标库中已有其他事件:在源库的 {count} 个事件之后还有${EVENT_ZH},说明已有人写入目标库。`,
  ),
  ends: noticeKind(
    'migrate.store-ends-early',
    'Of {expected} events only {count} can be read in the {storeEn}.',
    '应有 {expected} 个事件,但在{storeZh}中仅能读到 {count} 个。',
  ),
  differs: noticeKind(
    'migrate.differs',
    `The two stores differ: number {number} in global order is ${EVENT_EN} in the source, and another one in the target.`,
    `两库不一致:全局顺序第 {number} 个在源库为${EVENT_ZH},目标库与之不同。`,
  ),
  rootDiffers: noticeKind(
    'migrate.root-differs',
    'The root over {count} events is {source} in the source and {target} in the target.',
    '{count} 个事件的默克尔树根:源库为 {source},目标库为 {target}。',
  ),
};
