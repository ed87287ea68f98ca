import { lookup } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { ConnectorError } from '#ports/connector';

/** Ranges that are not the open internet (IANA's special-purpose registries): the machine itself, its network, a cloud's metadata service. */
const closedIpv4 = makeBlockList([
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16],
  ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
], 'ipv4');
/** Of IPv6 only what is given out for the internet is open, without the ranges in it that lead elsewhere (tunnels that carry an IPv4 address, documentation). */
const openIpv6 = makeBlockList([['2000::', 3]], 'ipv6');
const closedIpv6 = makeBlockList([['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]], 'ipv6');

/** Where clouds tell whoever asks from within the machine's own keys. No vendor, shop or model lives there. */
const metadataIpv4 = makeBlockList([['169.254.0.0', 16], ['100.100.100.200', 32], ['168.63.129.16', 32], ['192.0.0.192', 32]], 'ipv4');
const metadataIpv6 = makeBlockList([['fe80::', 10], ['fd00:ec2::254', 128], ['fd20:ce::254', 128], ['::ffff:169.254.0.0', 112]], 'ipv6');

function makeBlockList(ranges: [string, number][], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of ranges) list.addSubnet(address, prefix, family);
  return list;
}

/** Whether an IP address belongs to the open internet. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
  const family = isIP(bare);
  if (family === 4) return !closedIpv4.check(bare, 'ipv4');
  return family === 6 && openIpv6.check(bare, 'ipv6') && !closedIpv6.check(bare, 'ipv6');
}

/** Whether an IP address may be called at all: anything, the own network too, but a cloud's metadata service. */
export function isCallableAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').split('%')[0] ?? '';
  const family = isIP(bare);
  if (family === 4) return !metadataIpv4.check(bare, 'ipv4');
  return family === 6 && !metadataIpv6.check(bare, 'ipv6') && !metadataIpv4.check(bare, 'ipv6');
}

export type Resolve = (host: string, options: LookupOptions & { all: true }, answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/**
 * How a guarded connection finds its address. The name is looked up once, by the connection itself, and every address it has must be allowed: what was
 * checked is what is connected to, so a name that changes its mind in between gains nothing.
 */
export function guardLookup(isAllowed: (address: string) => boolean, resolve: Resolve = (host, options, answer) => lookup(host, options, answer)): LookupFunction {
  return (host, options, answer) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error, '', 0);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address))) return answer(notAllowed(host), '', 0);
      return options.all ? answer(null, addresses) : answer(null, first.address, first.family);
    });
  };
}

/** Connections to public addresses only. */
export function createPublicPools(resolve?: Resolve, isAllowed: (address: string) => boolean = isPublicAddress): Agent {
  return new Agent({ connections: 8, pipelining: 1, allowH2: false, keepAliveTimeout: 1_000, connect: { timeout: 5_000, lookup: guardLookup(isAllowed, resolve) } });
}

/** An address written as numbers is never looked up, so it is checked here. */
export function requireAllowedHost(url: string, isAllowed: (address: string) => boolean): void {
  const { hostname } = new URL(url);
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !isAllowed(bare)) throw notAllowed(hostname);
}

function notAllowed(host: string): ConnectorError & { code: string } {
  return Object.assign(new ConnectorError('rejected', `${host} is not an address that may be called: it leads into this machine’s own network.`), { code: 'address_not_public' });
}
