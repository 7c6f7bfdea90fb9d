import { Recent } from './recent';

describe('Recent', () => {
  it('remembers what was set or asked for last, and forgets the rest', () => {
    const recent = new Recent<number>(100);
    for (let number = 0; number < 1_000; number++) {
      recent.set(`${number}`, number);
      expect(recent.get('0')).toBe(0);
    }
    for (const number of [901, 950, 999]) expect(recent.get(`${number}`)).toBe(number);
    expect(recent.get('500')).toBeUndefined();
    recent.delete('0');
    recent.delete('999');
    expect([recent.get('0'), recent.get('999')]).toEqual([undefined, undefined]);
  });
});
