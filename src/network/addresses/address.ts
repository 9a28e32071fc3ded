/** An IP address as a number: IPv4 as an unsigned 32-bit number, IPv6 as a bigint. */
export type Address = number | bigint;

/** Reads `10.0.0.1` or `fd00::1`; undefined when it is neither. */
export function parseAddress(text: string): Address | undefined {
  let address = READ.get(text);
  if (address === undefined) {
    address = text.includes(':') ? parseVersion6(text) : parseVersion4(text);
    if (address === undefined) return undefined;
    if (READ.size >= MOST_READ) READ.clear();
    READ.set(text, address);
  }
  return address;
}

/** The same few addresses are read for every packet. */
const READ = new Map<string, Address>();
const MOST_READ = 20_000;

function parseVersion4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  let value = 0;
  for (let index = 1; index <= 4; index++) {
    const part = match[index]!;
    if (Number(part) > 255 || (part.length > 1 && part.startsWith('0'))) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

function parseVersion6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const front = groupsOf(halves[0]!);
  const back = halves.length === 2 ? groupsOf(halves[1]!) : [];
  if (!front || !back) return undefined;
  const missing = 8 - front.length - back.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...front, ...Array<number>(missing).fill(0), ...back];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The 16-bit groups of one side of `::`, a trailing dotted IPv4 counting as two. */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && index === parts.length - 1) {
      const embedded = parseVersion4(part);
      if (embedded === undefined) return undefined;
      groups.push(embedded >>> 16, embedded & 0xffff);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

/** The dotted form of an IPv4 number. */
export function formatVersion4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}
