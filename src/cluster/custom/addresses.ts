/** An address as bits: of version 4 in the last 32 of them. */
export interface Address {
  version: 4 | 6;
  value: bigint;
}

const V4_PARTS = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** Reads an address as the API server does: no leading zeros, no zone; undefined for what is none. */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const value = fourthVersion(text);
    return value === undefined ? undefined : { version: 4, value };
  }
  return sixthVersion(text);
}

export function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}

/** An address with the length of its prefix. */
export interface Block {
  address: Address;
  length: number;
}

export function parseBlock(text: string): Block | undefined {
  const [, before, after] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = before === undefined ? undefined : parseAddress(before);
  const length = Number(after);
  return address && length <= bitsOf(address) ? { address, length } : undefined;
}

export function isCidr(text: string): boolean {
  return parseBlock(text) !== undefined;
}

export function bitsOf({ version }: Address): number {
  return version === 4 ? 32 : 128;
}

/** The first address of a block. */
export function maskedAddress({ address, length }: Block): Address {
  const free = BigInt(bitsOf(address) - length);
  return { ...address, value: (address.value >> free) << free };
}

export function blockContains(block: Block, address: Address): boolean {
  if (block.address.version !== address.version) return false;
  return maskedAddress({ address, length: block.length }).value === maskedAddress(block).value;
}

/** The one way to write an address: lower case, the longest run of zeros (the first of several) left out. */
export function addressText({ version, value }: Address): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => Number((value >> BigInt(112 - at * 16)) & 0xffffn).toString(16));
  let [start, length] = [-1, 1];
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (groups[end] === '0') end++;
    if (end - at > length) [start, length] = [at, end - at];
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

function fourthVersion(text: string): bigint | undefined {
  const parts = V4_PARTS.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function sixthVersion(text: string): Address | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = dotted ? fourthVersion(dotted[2]!) : undefined;
  // An address of version 4 in one of version 6 is not taken.
  if (dotted && (tail === undefined || /^::ffff:/i.test(text))) return undefined;
  const written = dotted ? `${dotted[1]}${(tail! >> 16n).toString(16)}:${(tail! & 0xffffn).toString(16)}` : text;
  const [head, rest, extra] = written.split('::');
  if (extra !== undefined) return undefined;
  const front = head ? head.split(':') : [];
  const back = rest ? rest.split(':') : [];
  const missing = 8 - front.length - back.length;
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...front, ...Array<string>(missing).fill('0'), ...back];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
  return { version: 6, value };
}
