/** Addresses are 128-bit numbers; IPv4 lives at ::ffff:0:0/96, so both families compare. */
export interface IpRange {
  readonly first: bigint;
  readonly last: bigint;
  /** The network in its canonical spelling; without a mask when it was one address. */
  readonly text: string;
}

const IPV4_PREFIX = 0xffffn << 32n;

/** Reads an address or a CIDR as Go's net package does; undefined when it is neither. */
export function parseIpRange(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) {
    const address = parseAddress(text);
    return address === undefined ? undefined : { first: address, last: address, text: formatAddress(address) };
  }
  const base = text.slice(0, slash);
  const address = parseAddress(base);
  const mask = text.slice(slash + 1);
  const width = base.includes(':') ? 128 : 32;
  if (address === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(mask) || Number(mask) > width) return undefined;
  const free = BigInt(width - Number(mask));
  const first = (address >> free) << free;
  const shown = width === 128 ? formatIpv6(first) : formatAddress(first);
  return { first, last: first | ((1n << free) - 1n), text: `${shown}/${mask}` };
}

/** The address as a number; undefined when the text is none. */
export function parseAddress(text: string): bigint | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): bigint | undefined {
  const bytes = text.split('.');
  if (bytes.length !== 4) return undefined;
  let value = 0;
  for (const byte of bytes) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(byte) || Number(byte) > 255) return undefined;
    value = value * 256 + Number(byte);
  }
  return IPV4_PREFIX | BigInt(value);
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const given = head.length + (tail?.length ?? 0);
  if (tail ? given > 7 : given !== 8) return undefined;
  const all = tail ? [...head, ...Array<number>(8 - given).fill(0), ...tail] : head;
  return all.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The groups of one side of `::`; the last side may end in an IPv4 address. */
function parseGroups(text: string, isLastSide: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && isLastSide && index === parts.length - 1) {
      const embedded = parseIpv4(part);
      if (embedded === undefined) return undefined;
      groups.push(Number((embedded >> 16n) & 0xffffn), Number(embedded & 0xffffn));
    } else if (/^[\da-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function formatAddress(address: bigint): string {
  if (address >> 32n !== 0xffffn) return formatIpv6(address);
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => Number((address >> BigInt(112 - 16 * index)) & 0xffffn));
  const gap = longestZeros(groups);
  const shown = groups.map((group) => group.toString(16));
  if (gap.length < 2) return shown.join(':');
  return `${shown.slice(0, gap.start).join(':')}::${shown.slice(gap.start + gap.length).join(':')}`;
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (let index = 0; index <= groups.length; index++) {
    if (index < groups.length && groups[index] === 0) continue;
    if (index - start > best.length) best = { start, length: index - start };
    start = index + 1;
  }
  return best;
}
