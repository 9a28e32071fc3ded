import { type Address, parseAddress } from './address.ts';
import { cidrContains, parseCidr } from './cidr.ts';

/** Flow logs call the RFC 1918 blocks private and everything else public, link-local included (calico.md 4.1). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => parseCidr(text)!);

const LOOPBACK = parseCidr('127.0.0.0/8')!;

export function addressScope(ip: string): 'pvt' | 'pub' {
  const address = parseAddress(ip);
  return address !== undefined && PRIVATE.some((block) => cidrContains(block, address)) ? 'pvt' : 'pub';
}

export function isLoopback(address: Address): boolean {
  return cidrContains(LOOPBACK, address) || address === 1n;
}
