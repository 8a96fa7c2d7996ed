import { describe, expect, test } from 'vitest';
import { parseEnvironment } from '../../../src/config/environment.ts';
import { clientAddress, parseTrustedProxies } from '../../../src/config/trusted-proxies.ts';

const PROXIES = '127.0.0.1, ::1, 10.1.2.3/8, 2001:db8:aaaa::/48';

function clientOf(socketAddress: string | undefined, forwardedFor?: string, proxies: string | undefined = PROXIES) {
  return clientAddress({ socketAddress, forwardedFor }, parseTrustedProxies(proxies));
}

describe('who sends a request', () => {
  test.each([
    ['the socket, whatever the header of somebody else claims', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['the one that a proxy names', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['the one before a chain of proxies', '10.9.9.9', '198.51.100.1, 10.0.0.7, 10.0.0.8', '198.51.100.1'],
    [
      'the rightmost that is no proxy: what is left of it may be made up',
      '::1',
      '1.1.1.1, 198.51.100.1',
      '198.51.100.1',
    ],
    ['not what stands before it, however it is written', '127.0.0.1', 'garbage,, 198.51.100.1', '198.51.100.1'],
    ['the first of the chain where all are proxies', '127.0.0.1', '10.0.0.5, 10.0.0.6', '10.0.0.5'],
    ['a forwarded address with a port', '127.0.0.1', '198.51.100.1:5060', '198.51.100.1'],
    [
      'a forwarded IPv6 address with a port, by its network',
      '127.0.0.1',
      '[2001:db8:1:2:3::4]:443',
      '2001:db8:1:2::/64',
    ],
    ['an IPv6 address of the same network', '127.0.0.1', '2001:DB8:1:2:ffff::', '2001:db8:1:2::/64'],
    ['an IPv6 address without its zone', 'fe80::1%eth0', undefined, 'fe80:0:0:0::/64'],
    ['an IPv4 address in IPv6 form', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['the same in hexadecimal', '127.0.0.1', '::ffff:cb00:7109', '203.0.113.9'],
    ['a proxy whose socket shows in IPv6 form', '::ffff:10.0.0.2', '198.51.100.1', '198.51.100.1'],
    ['a proxy by its IPv6 network', '2001:db8:aaaa:1::5', '198.51.100.1', '198.51.100.1'],
  ])('is %s', (_what, socket, header, client) => {
    expect(clientOf(socket, header)).toBe(client);
  });

  test.each([
    ['this machine is no proxy that was named', '127.0.0.1', '198.51.100.1', '10.0.0.0/8'],
    ['this machine is not named, in IPv6', '::1', '198.51.100.1', '10.0.0.0/8'],
    ['the proxy names nobody', '127.0.0.1', undefined, PROXIES],
    ['the proxy names nothing', '127.0.0.1', ' , ', PROXIES],
    ['the proxy names what is no address', '127.0.0.1', '198.51.100.1, unknown', PROXIES],
    ['the proxy names a number that is no address', '127.0.0.1', '999.1.1.1', PROXIES],
    ['the connection has no address', undefined, '198.51.100.1', PROXIES],
  ])('cannot be told where %s', (_what, socket, header, proxies) => {
    expect(clientOf(socket, header, proxies)).toBeUndefined();
  });

  test('is the socket, or nobody on this machine, where no proxy is named', () => {
    const origin = { socketAddress: '203.0.113.9', forwardedFor: '198.51.100.1' };
    expect(clientAddress(origin, undefined)).toBe('203.0.113.9');
    expect(clientAddress({ ...origin, socketAddress: '127.0.0.1' }, undefined)).toBeUndefined();
    expect(clientAddress({ ...origin, socketAddress: '::ffff:127.0.0.5' }, undefined)).toBeUndefined();
  });
});

describe('TRUSTED_PROXIES', () => {
  test.each([
    ['nginx', 'entry 1 is neither an address nor a network such as 10.0.0.0/8'],
    ['10.0.0.1, 10.0.0.0/33', 'entry 2 has no such number of bits: at most 32'],
    ['10.0.0.0/-1', 'entry 1 is neither'],
    ['127.0.0.1:80', 'entry 1 is neither'],
    ['2001:db8::/129', 'entry 1 has no such number of bits: at most 128'],
    ['::1,, 0.0.0.0/0', 'entry 3 would trust everybody'],
    ['::/0', 'entry 1 would trust everybody'],
    ['::ffff:10.0.0.0/20', 'entry 1 has no such number of bits'],
  ])('refuses %s, and says why', (value, reason) => {
    expect(() => parseEnvironment({ TRUSTED_PROXIES: value })).toThrow(`TRUSTED_PROXIES: ${reason}`);
  });

  test('takes networks, also with an address of them, and IPv4 ones in IPv6 form', () => {
    const proxies = parseEnvironment({ TRUSTED_PROXIES: '10.1.2.3/8,::ffff:172.16.0.0/108,' }).TRUSTED_PROXIES;
    expect(['10.200.0.1', '172.31.0.1', '172.32.0.1', '11.0.0.1'].map((address) => proxies?.has(address))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
