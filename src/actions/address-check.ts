/**
 * Which addresses may be connected to. Checked when connecting, on the very address that is used, so that a name which leads
 * elsewhere from one look to the next (DNS rebinding) gains nothing.
 */

import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

type Network = [network: string, bits: number];

/** Of the IANA special-purpose registries (RFC 6890 and its updates): never to be called, cloud metadata among them. */
const NEVER: Network[] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fd00:ec2::254', 128],
  ['100.100.100.200', 128 - 96],
];
/** This machine and private networks: only for a host that is named so. */
const PRIVATE: Network[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
];
/** All of IPv6 that is given out to the public; everything else is special. */
const PUBLIC_IPV6: Network[] = [['2000::', 3]];

const never = toList(NEVER);
const privates = toList(PRIVATE);
const publicIpv6 = toList(PUBLIC_IPV6);

/** Whether an address, as `isIP` knows it, may be connected to. */
export function isAllowedAddress(address: string, isPrivateAllowed: boolean): boolean {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  if (isIP(address) === 0 || address.includes('%') || never.check(address, family)) return false;
  if (privates.check(address, family)) return isPrivateAllowed;
  return family === 'ipv4' || publicIpv6.check(address, family);
}

/** A name led to an address that may not be connected to. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/**
 * Looks names up as the system does, and fails with an `AddressError` where any of the addresses may not be connected to. It is
 * not asked for a host that is an address itself.
 */
export function createCheckedLookup(isPrivateAllowed: boolean, resolve: LookupFunction = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, found, family) => {
      if (error !== null) return callback(error, found, family);
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
      const wrong = addresses.find((address) => !isAllowedAddress(address, isPrivateAllowed));
      if (wrong === undefined && addresses.length > 0) return callback(null, found, family);
      callback(new AddressError(explainAddress(hostname, wrong)), found, family);
    });
  };
}

/** Why a host cannot be called, in words for an operator. */
export function explainAddress(hostname: string, address: string | undefined): string {
  if (address === undefined) return `${hostname} has no address`;
  const isPrivate = isAllowedAddress(address, true);
  const advice = isPrivate ? ': if it is yours, write `private` after it under actions.hosts in desk.yaml' : '';
  return `${hostname} leads to ${address}, which is no public address${advice}`;
}

function toList(networks: Network[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, isIP(network) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
