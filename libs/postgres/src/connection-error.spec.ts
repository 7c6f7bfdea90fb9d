import { isConnectionError } from './connection-error';

describe('isConnectionError', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }],
    [{ code: '57P01' }],
    [{ code: '08006' }],
    [new Error('Connection terminated unexpectedly')],
    [new Error('wrapped', { cause: { code: 'EPIPE' } })],
    [new AggregateError([{ code: 'ECONNREFUSED' }])],
  ])('knows %p', (error) => expect(isConnectionError(error)).toBe(true));

  it.each([[{ code: '23505' }], [{ code: '53100' }], [new Error('no')], [undefined], ['ECONNREFUSED']])(
    'leaves %p alone',
    (error) => expect(isConnectionError(error)).toBe(false),
  );
});
