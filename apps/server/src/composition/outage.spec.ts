import { EventStoreUnavailable } from '@milepost/event-store';
import { outageOf } from './outage';

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('an outage', () => {
  it.each([
    ['store.unavailable', new EventStoreUnavailable('the database failed (57P01): terminating connection')],
    ['view.unavailable', coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432')],
    ['view.unavailable', new Error('timeout exceeded when trying to connect')],
    ['view.timeout', coded('57014', 'canceling statement due to statement timeout')],
  ])('is told as %s', (code, error) => {
    const outage = outageOf(error);
    expect(outage?.code).toBe(code);
    expect(outage?.label).not.toMatchObject({ en: expect.stringMatching(/\d/) as string });
  });

  it.each([
    ['a mistake of ours', new TypeError('undefined is not a function')],
    ['a statement that is wrong', coded('42601', 'syntax error at or near "FORM"')],
    ['a statement that an administrator ended', coded('57014', 'canceling statement due to user request')],
  ])('is not %s', (_what, error) => expect(outageOf(error)).toBeUndefined());
});
