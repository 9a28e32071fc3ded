import type { ToolContext } from '../../types.ts';
import { addressNumber, addressText, isIPv4 } from '../network/address.ts';
import type { NetworkClient } from '../network/client.ts';
import { resolveHost } from '../network/resolve.ts';

export interface Target {
  ip: string;
  /** The name it was given by. */
  name?: string;
  others: readonly string[];
}

const MOST_TARGETS = 65_536;

/** Reads target specifications: names, addresses, masks (`10.0.0.0/28`) and octet ranges (`10.0.0.1-9,20`). */
export async function readTargets(
  context: ToolContext,
  client: NetworkClient,
  specifications: readonly string[],
): Promise<Target[]> {
  const targets: Target[] = [];
  for (const specification of specifications) {
    targets.push(...(await readTarget(context, client, specification)));
  }
  return targets.slice(0, MOST_TARGETS);
}

async function readTarget(context: ToolContext, client: NetworkClient, text: string): Promise<Target[]> {
  const [address = '', mask] = text.split('/');
  const bits = readMask(context, text, mask);
  if (isIPv4(address)) return block(address, bits).map((ip) => ({ ip, others: [] }));
  const ranges = octetRanges(address);
  if (ranges) return ranges.map((ip) => ({ ip, others: [] }));
  const found = await resolveHost(context, client, address);
  const ip = found.failure ? undefined : found.addresses[0];
  if (found.failure || ip === undefined) {
    context.stderr(`Failed to resolve "${address}".\n`);
    return [];
  }
  if (bits < 32) return block(ip, bits).map((each) => ({ ip: each, others: [] }));
  return [{ ip, name: address, others: [...found.addresses.slice(1), ...found.addresses6] }];
}

function readMask(context: ToolContext, text: string, mask: string | undefined): number {
  if (mask === undefined) return 32;
  const bits = Number(mask);
  if (/^\d+$/.test(mask) && bits <= 32) return bits;
  context.stderr(`Illegal netmask in "${text}". Assuming /32 (one host)\n`);
  return 32;
}

function block(address: string, bits: number): string[] {
  const size = Math.min(2 ** (32 - bits), MOST_TARGETS);
  const first = Math.floor(addressNumber(address) / 2 ** (32 - bits)) * 2 ** (32 - bits);
  return Array.from({ length: size }, (_, index) => addressText(first + index));
}

function octetRanges(text: string): string[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^[\d,*-]+$/.test(part))) return undefined;
  const octets = parts.map(readOctet);
  if (octets.some((values) => values === undefined)) return undefined;
  return octets.reduce<string[]>(
    (prefixes, values) =>
      prefixes.flatMap((prefix) => values!.map((value) => (prefix ? `${prefix}.${value}` : `${value}`))),
    [''],
  );
}

function readOctet(text: string): number[] | undefined {
  const values = text.split(',').flatMap((piece) => {
    const range = piece === '*' ? ['', '0', '255'] : /^(\d*)-(\d*)$/.exec(piece);
    const from = Number(range ? range[1] || 0 : piece);
    const to = Number(range ? range[2] || 255 : piece);
    if (from > 255 || to > 255 || from > to) return [Number.NaN];
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  return values.some(Number.isNaN) ? undefined : values;
}
