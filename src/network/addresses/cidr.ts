import { type Address, parseAddress } from './address.ts';

export interface Cidr {
  readonly address: Address;
  readonly prefix: number;
}

/** Reads `10.0.0.0/8`; a bare address means that one address. Undefined when malformed. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const longest = typeof address === 'number' ? 32 : 128;
  if (slash < 0) return { address, prefix: longest };
  const digits = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(digits) || Number(digits) > longest) return undefined;
  return { address, prefix: Number(digits) };
}

/** True when the address lies in the block; an address of the other IP version never does. */
export function cidrContains(cidr: Cidr, address: Address): boolean {
  if (typeof cidr.address === 'number') {
    if (typeof address !== 'number') return false;
    return cidr.prefix === 0 || (cidr.address ^ address) >>> (32 - cidr.prefix) === 0;
  }
  if (typeof address === 'number') return false;
  return (cidr.address ^ address) >> BigInt(128 - cidr.prefix) === 0n;
}
