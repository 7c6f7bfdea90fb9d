import { DomainError, noticeKind, type Notice } from '@milepost/lifecycle';

/** Why a checkpoint is not issued or a proof not given: code, English, Chinese. */
export const notices = {
  notConfigured: noticeKind(
    'checkpoint.not-configured',
    'This server has no key for checkpoints: set MILEPOST_CHECKPOINT_KEY_FILE.',
    '本服务器未配置检查点密钥:请设置 MILEPOST_CHECKPOINT_KEY_FILE。',
  ),
  cannotSign: noticeKind(
    'checkpoint.cannot-sign',
    'This process holds the public key only: checkpoints are issued where the private one is.',
    '本进程只有公钥,检查点须由持有私钥的进程签发。',
  ),
  storeEmpty: noticeKind(
    'checkpoint.store-empty',
    'There is no event yet for a checkpoint to cover.',
    '事件库尚无事件,无可签发。',
  ),
  checkpointContended: noticeKind(
    'checkpoint.contended',
    'Others issue checkpoints in the same moment, time and again: try again.',
    '其他进程同时在签发检查点,请重试。',
  ),
  inconsistent: noticeKind(
    'checkpoint.inconsistent',
    'The events no longer are those that the checkpoint of size {size} signed: nothing is signed over them. Run `milepost verify`.',
    '事件与规模为 {size} 的检查点所签内容不一致,不再签发:请运行 `milepost verify`。',
  ),
  eventUnknown: noticeKind('event.unknown', 'There is no event {id}.', '事件 {id} 不存在。'),
  notCovered: noticeKind(
    'proof.not-covered',
    'No checkpoint covers event {id} yet: issue one, or name a size.',
    '尚无检查点覆盖事件 {id}:请签发检查点,或指定规模。',
  ),
  leafBeyondSize: noticeKind(
    'proof.leaf-beyond-size',
    'The event is leaf {leaf}, which a tree of size {size} does not hold.',
    '该事件为第 {leaf} 号叶(从 0 起),不在规模为 {size} 的树中。',
  ),
  sizeBeyondStore: noticeKind(
    'proof.size-beyond-store',
    'The store holds {stored} events, fewer than {size}.',
    '事件库现有 {stored} 个事件,不足 {size}。',
  ),
  fromBeyondTo: noticeKind(
    'proof.from-beyond-to',
    'A tree of size {from} can’t begin one of size {to}.',
    '规模为 {from} 的树不可能是规模为 {to} 的树的前部。',
  ),
  proofInconsistent: noticeKind(
    'proof.inconsistent',
    'The events no longer are those that the checkpoint of size {size} signed, or the tree that is kept was damaged. Run `milepost verify`.',
    '事件与规模为 {size} 的检查点所签内容不一致,或所存的树已损坏:请运行 `milepost verify`。',
  ),
};

/** A notice as the error that refuses a query. */
export const refusal = (notice: Notice): DomainError => new DomainError(notice.code, notice, notice.field ?? undefined);
