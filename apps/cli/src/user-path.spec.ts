import { resolve } from 'node:path';
import { userPath } from './user-path';

describe('paths as the user meant them', () => {
  it('start where the user stood when npm runs the command', () => {
    expect(userPath('a.csv', { npm_lifecycle_event: 'milepost', INIT_CWD: '/home/me' })).toBe('/home/me/a.csv');
    expect(userPath('/x/a.csv', { npm_lifecycle_event: 'milepost', INIT_CWD: '/home/me' })).toBe('/x/a.csv');
  });

  it('start in the working folder otherwise, whatever another script left behind', () => {
    expect(userPath('a.csv', { npm_lifecycle_event: 'test', INIT_CWD: '/home/me' })).toBe(resolve('a.csv'));
    expect(userPath('a.csv', {})).toBe(resolve('a.csv'));
  });
});
