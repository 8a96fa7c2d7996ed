/** Whose request it is: the address it comes from, or the one a trusted proxy names. */

import { BlockList, isIP } from 'node:net';

/** The proxies whose word on where a request comes from is taken. */
export interface TrustedProxies {
  has(address: string): boolean;
}

/**
 * Reads addresses and networks, separated by commas: `127.0.0.1, 10.0.0.0/8, 2001:db8::/32`.
 * @throws Error that says which entry is neither, and what is wrong with it; never the entry, which may be a secret put there by mistake
 */
export function parseTrustedProxies(text: string): TrustedProxies {
  const list = new BlockList();
  for (const [index, entry] of text.split(',').entries()) {
    if (entry.trim() === '') continue;
    const which = `entry ${index + 1}`;
    const [, network = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(entry.trim()) ?? [];
    const address = isIP(network) === 0 ? undefined : parseAddress(network);
    if (address === undefined) throw new Error(`${which} is neither an address nor a network such as 10.0.0.0/8`);
    const most = isIP(address) === 4 ? 32 : 128;
    // A mapped address such as ::ffff:10.0.0.0/104 has become the IPv4 one, whose bits are counted from there.
    const prefix = bits === undefined ? most : Number(bits) - (isIP(network) === 6 && most === 32 ? 96 : 0);
    if (prefix > most || prefix < 0) throw new Error(`${which} has no such number of bits: at most ${most}`);
    if (prefix === 0) throw new Error(`${which} would trust everybody, so that anybody could pass for another`);
    list.addSubnet(address, prefix, familyOf(address));
  }
  return { has: (address) => list.check(address, familyOf(address)) };
}

/** What is known of where a request comes from. */
export interface RequestOrigin {
  /** The address at the other end of its connection. */
  socketAddress: string | undefined;
  /** Its header X-Forwarded-For: each proxy adds at the end the address it was called from. */
  forwardedFor: string | undefined;
}

/**
 * Who sends a request, as limits count them: an IPv4 address, or the /64 network of an IPv6 one. It is the socket's address
 * or, where that is a trusted proxy's, the rightmost forwarded one that is not. Undefined where customers cannot be told
 * apart: for this machine's own address, which is every customer's behind a proxy that is not named, and for a trusted proxy
 * that names none.
 */
export function clientAddress(origin: RequestOrigin, trusted: TrustedProxies | undefined): string | undefined {
  const socket = parseAddress(origin.socketAddress ?? '');
  if (socket === undefined) return undefined;
  if (!trusted?.has(socket)) return LOOPBACK.check(socket, familyOf(socket)) ? undefined : groupOf(socket);
  let client: string | undefined;
  for (const hop of (origin.forwardedFor ?? '').split(',').reverse()) {
    client = parseAddress(hop);
    if (client === undefined || !trusted.has(client)) break;
  }
  return client && groupOf(client);
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

/**
 * An address in one way of writing: without port, brackets and zone, IPv6 as eight groups, and an IPv4 address in IPv6 form as
 * IPv4. Undefined for anything else.
 */
function parseAddress(text: string): string | undefined {
  const [, bracketed] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text.trim()) ?? [];
  const [, withPort] = /^([\d.]+):\d{1,5}$/.exec(text.trim()) ?? [];
  const [address = ''] = (bracketed ?? withPort ?? text.trim()).split('%');
  if (isIP(address) === 4) return address;
  return isIP(address) === 6 ? asIpv4(groupsOf(address)) : undefined;
}

function groupsOf(address: string): string[] {
  // A URL writes the last four bytes in hexadecimal, also where they were written as an IPv4 address.
  const compressed = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = [], right = []] = compressed.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
}

function asIpv4(groups: string[]): string {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return groups.join(':');
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .map((number) => `${number >> 8}.${number & 0xff}`)
    .join('.');
}

/** One subscriber has a whole /64, and may take another address of it for each request. */
function groupOf(address: string): string {
  return isIP(address) === 4 ? address : `${address.split(':').slice(0, 4).join(':')}::/64`;
}
