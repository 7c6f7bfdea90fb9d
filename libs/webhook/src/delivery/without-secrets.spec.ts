import { withoutSecrets } from './without-secrets';

describe('an answer as it is kept', () => {
  it.each([
    ['{"authorization":"Bearer t0ken-8c1"}', '{"authorization":"[…]"}'],
    ['unknown token t0ken-8c1, or t0ken-8c1', 'unknown token […], or […]'],
    ['ok', 'ok'],
    [null, null],
  ])('of %j is %j', (response, kept) => {
    expect(withoutSecrets(response, ['Bearer t0ken-8c1', 'zh'])).toBe(kept);
  });
});
