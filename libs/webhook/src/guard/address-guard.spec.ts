import fc from 'fast-check';
import { InvalidGuard, parseNetworks, parsePorts } from '.';
import { guardOf, told } from './told.spec-support';

describe('networks that are listed', () => {
  it('are open to https and http', async () => {
    const guard = guardOf({ networks: ['10.1.2.0/24', 'fd12::/16', '127.0.0.1'] });
    expect(await told(guard, 'https://intranet.example.com/')).toBe('10.1.2.3');
    expect(await told(guard, 'http://two.example.com:8080/')).toBe('10.1.2.3');
    expect(await told(guard, 'http://127.0.0.1/')).toBe('127.0.0.1');
    expect(await told(guard, 'https://[fd12::7]/')).toBe('fd12::7');
    expect(await told(guard, 'https://mixed6.example.com/')).toMatch(/^2606:/);
  });

  it('are open no further than they reach, and http leads nowhere else', async () => {
    const guard = guardOf({ networks: ['10.1.2.3/32', 'fd12::/16'] });
    expect(await told(guard, 'https://two.example.com/')).toBe('address-forbidden');
    expect(await told(guard, 'https://[::ffff:10.1.2.3]/')).toBe('address-forbidden');
    expect(await told(guard, 'http://hooks.example.com/')).toBe('plain-http-forbidden');
    expect(await told(guard, 'http://mixed6.example.com/')).toBe('plain-http-forbidden');
    expect(await told(guard, 'http://intranet.example.com:443/')).toBe('port-forbidden');
  });

  it.each([
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '240.0.0.1',
    '168.63.129.16',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[::]',
    '[ff02::1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:0:a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1:a9fe:a9:fe00::]',
    '[64:ff9b:1:a9:fe:a9fe::]',
    '[64:ff9b:1::a9:fea9:fe00:0]',
    '[2002:a9fe:a9fe::1]',
    '[2001:0:a9fe:a9fe::1]',
    '[2001:0:1:2:3:4:5601:5601]',
    '[2606:2800::200:5efe:a9fe:a9fe]',
  ])('never open %s', async (host) => {
    const guard = guardOf({ networks: ['0.0.0.0/0', '::/0'] });
    expect(await told(guard, `https://${host}/`)).toBe('address-forbidden');
    expect(await told(guard, 'https://10.0.0.1/')).toBe('10.0.0.1');
    expect(await told(guard, 'https://[64:ff9b::10.0.0.1]/')).toBe('64:ff9b::a00:1');
  });

  it.each(['10.0.0.0/33', '10.0.0/8', 'fd00::/129', 'example.com', '', '10.0.0.0/8 ', 'fe80::1%eth0', '1.2.3.4/'])(
    'are not %j',
    (network) => expect(() => guardOf({ networks: [network] })).toThrow(InvalidGuard),
  );

  it('are read from a list', () => {
    expect(parseNetworks(' 10.0.0.0/8 ,fd00::/8,, ')).toEqual(['10.0.0.0/8', 'fd00::/8']);
    expect(parseNetworks('')).toEqual([]);
  });
});

describe('ports', () => {
  it('are those that are given, ranges among them', async () => {
    const guard = guardOf({ ports: parsePorts('443, 9000-9100'), networks: ['10.0.0.0/8'] });
    expect(await told(guard, 'https://hooks.example.com:9100/')).toBe('93.184.216.34');
    expect(await told(guard, 'http://10.0.0.1:9000/')).toBe('10.0.0.1');
    for (const port of [8443, 8999, 9101]) {
      expect(guard.checkUrl(`https://hooks.example.com:${port}/`)).toMatchObject({
        params: { allowed: '443, 9000-9100' },
      });
    }
  });

  it.each(['', '0', '65536', '9-8', 'a', '443,', '1-2-3', '-1'])('are not %j', (text) => {
    expect(() => parsePorts(text)).toThrow(InvalidGuard);
  });
});

describe('a name', () => {
  it('is asked for once for each check, and its answer is the one that was checked', async () => {
    const answers = [['93.184.216.34'], ['10.0.0.1']];
    const resolve = jest.fn(() => Promise.resolve((answers.shift() ?? []).map((address) => ({ address, family: 4 }))));
    const guard = guardOf({ resolve });
    expect(await told(guard, 'https://hooks.example.com/')).toBe('93.184.216.34');
    expect(await told(guard, 'https://hooks.example.com/')).toBe('address-forbidden');
    expect(resolve).toHaveBeenCalledTimes(2);
  });
});

describe('an address of IPv4', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const hex = (...bytes: number[]): string => Buffer.from(bytes).toString('hex');

  it('that is forbidden is so in every form that IPv6 has for it', async () => {
    const [guard, open] = [guardOf(), guardOf({ networks: ['::/0'] })];
    const forbidden = fc.oneof(
      fc.tuple(fc.constantFrom(10, 127), byte, byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    );
    await fc.assert(
      fc.asyncProperty(forbidden, async ([a, b, c, d]) => {
        const [high, low] = [hex(a, b), hex(c, d)];
        const [notHigh, notLow] = [hex(a ^ 255, b ^ 255), hex(c ^ 255, d ^ 255)];
        for (const form of [
          `::${high}:${low}`,
          `::ffff:${high}:${low}`,
          `::ffff:0:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `64:ff9b:1::${high}:${low}`,
          `2002:${high}:${low}::1`,
          `2001:0:1:2:3:4:${notHigh}:${notLow}`,
          `2606:4700::5efe:${high}:${low}`,
        ]) {
          expect(await told(guard, `https://[${form}]/`)).toBe('address-forbidden');
          if (a === 169) expect(await told(open, `https://[${form}]/`)).toBe('address-forbidden');
        }
      }),
    );
  });
});
