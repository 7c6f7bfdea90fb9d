import { parseConnectionUrl } from './connection-url';

describe('parseConnectionUrl', () => {
  it.each([
    ['esdb://db.example', { hosts: [{ address: 'db.example', port: 2113 }], discover: false, tls: true }],
    ['kurrentdb://10.0.0.1:2114/', { hosts: [{ address: '10.0.0.1', port: 2114 }], discover: false, tls: true }],
    [
      'kdb+discover://db.example?tls=false',
      { hosts: [{ address: 'db.example', port: 2113 }], discover: true, tls: false },
    ],
    [
      'esdb://a:1,b:2,c?nodePreference=follower&keepAliveInterval=20000',
      {
        hosts: [
          { address: 'a', port: 1 },
          { address: 'b', port: 2 },
          { address: 'c', port: 2113 },
        ],
        discover: false,
        tls: true,
        nodePreference: 'follower',
        keepAliveInterval: 20_000,
      },
    ],
    [
      'ESDB://u:p%40s%3Ass@h?tlsCAFile=%2Fetc%2Fca.pem&connection_name=x',
      {
        hosts: [{ address: 'h', port: 2113 }],
        discover: false,
        tls: true,
        credentials: { username: 'u', password: 'p@s:ss' },
        tlsCaFile: '/etc/ca.pem',
        connectionName: 'x',
      },
    ],
  ])('reads %s', (url, target) => {
    expect(parseConnectionUrl(url)).toEqual(target);
  });

  it.each([
    'postgresql://u:s3cr3t@h/d',
    'u:s3cr3t',
    'esdb://',
    'esdb://s3cr3t@h',
    'esdb://u:s3cr3t%@h',
    'esdb://u:s3cr3t@h:99999',
    'esdb://u:s3cr3t@h?tls=s3cr3t',
    'esdb://u:s3cr3t@h?keepAliveTimeout=s3cr3t',
    'esdb://u:s3cr3t@h?nodePreference=s3cr3t',
    'esdb://u:s3cr3t@h?tlsVerifyCert=false',
    'esdb://u:s3cr3t@h?throwOnAppendFailure=false',
    'esdb://u:s3cr3t@h?unheard=of',
  ])('refuses %s without repeating what is secret', (url) => {
    let message = '';
    try {
      parseConnectionUrl(url);
    } catch (error) {
      expect(error).toMatchObject({ name: 'EventStoreUrlInvalid' });
      message = (error as Error).message;
    }
    expect(message).not.toBe('');
    expect(message).not.toContain('s3cr3t');
  });
});
