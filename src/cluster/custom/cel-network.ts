import {
  type Address,
  addressText,
  type Block,
  blockContains,
  maskedAddress,
  parseAddress,
  parseBlock,
} from './addresses.ts';
import type { CelLibrary } from './cel-library.ts';

/** Classes, because CEL tells types apart by them. */
class IP {
  readonly address: Address;

  constructor(address: Address) {
    this.address = address;
  }
}

class CIDR {
  readonly block: Block;

  constructor(block: Block) {
    this.block = block;
  }
}

interface UrlParts {
  scheme: string;
  host: string;
  path: string;
  query: string;
}

class URLValue {
  readonly parts: UrlParts;

  constructor(parts: UrlParts) {
    this.parts = parts;
  }
}

/** Kubernetes' `ip()`, `cidr()` and `url()` for rules in CEL. */
export const NETWORK_LIBRARY: CelLibrary = {
  types: { IP, CIDR, URL: URLValue },
  functions: {
    'isIP(string): bool': (text: string) => parseAddress(text) !== undefined,
    'ip(string): IP': ip,
    'string(IP): string': ({ address }: IP) => addressText(address),
    'IP.family(): int': ({ address }: IP) => BigInt(address.version),
    'IP.isUnspecified(): bool': ({ address }: IP) => address.value === 0n,
    'IP.isLoopback(): bool': ({ address }: IP) => within(address, '127.0.0.0/8', '::1/128'),
    'IP.isLinkLocalMulticast(): bool': ({ address }: IP) => within(address, '224.0.0.0/24', 'ff02::/16', 'ff12::/16'),
    'IP.isLinkLocalUnicast(): bool': ({ address }: IP) => within(address, '169.254.0.0/16', 'fe80::/10'),
    'IP.isGlobalUnicast(): bool': ({ address }: IP) => !within(address, ...NOT_GLOBAL),
    'isCIDR(string): bool': (text: string) => parseBlock(text) !== undefined,
    'cidr(string): CIDR': cidr,
    'string(CIDR): string': ({ block }: CIDR) => `${addressText(block.address)}/${block.length}`,
    'CIDR.ip(): IP': ({ block }: CIDR) => new IP(block.address),
    'CIDR.masked(): CIDR': ({ block }: CIDR) => new CIDR({ ...block, address: maskedAddress(block) }),
    'CIDR.prefixLength(): int': ({ block }: CIDR) => BigInt(block.length),
    'CIDR.containsIP(IP): bool': ({ block }: CIDR, { address }: IP) => blockContains(block, address),
    'CIDR.containsIP(string): bool': ({ block }: CIDR, text: string) => blockContains(block, ip(text).address),
    'CIDR.containsCIDR(CIDR): bool': containsBlock,
    'CIDR.containsCIDR(string): bool': (one: CIDR, text: string) => containsBlock(one, cidr(text)),
    'isURL(string): bool': (text: string) => urlParts(text) !== undefined,
    'url(string): URL': (text: string) => {
      const parts = urlParts(text);
      if (!parts)
        throw new Error(`URL parse error during conversion from string: parse "${text}": invalid URI for request`);
      return new URLValue(parts);
    },
    'URL.getScheme(): string': ({ parts }: URLValue) => parts.scheme,
    'URL.getHost(): string': ({ parts }: URLValue) => parts.host,
    'URL.getHostname(): string': ({ parts }: URLValue) => hostOf(parts.host).name,
    'URL.getPort(): string': ({ parts }: URLValue) => hostOf(parts.host).port,
    'URL.getEscapedPath(): string': ({ parts }: URLValue) => parts.path.replaceAll(' ', '%20'),
    'URL.getQuery(): map<string, list<string>>': ({ parts }: URLValue) => {
      const found: Record<string, string[]> = {};
      for (const [name, value] of new URLSearchParams(parts.query)) (found[name] ??= []).push(value);
      return found;
    },
  },
  equal: {
    IP: (one: IP, other: IP) => addressText(one.address) === addressText(other.address),
    CIDR: ({ block: one }: CIDR, { block: other }: CIDR) =>
      one.length === other.length && addressText(one.address) === addressText(other.address),
    URL: ({ parts: one }: URLValue, { parts: other }: URLValue) =>
      (['scheme', 'host', 'path', 'query'] as const).every((part) => one[part] === other[part]),
  },
};

const NOT_GLOBAL = [
  ...['0.0.0.0/32', '255.255.255.255/32', '127.0.0.0/8', '224.0.0.0/4', '169.254.0.0/16'],
  ...['::/128', '::1/128', 'ff00::/8', 'fe80::/10'],
];

function ip(text: string): IP {
  const address = parseAddress(text);
  if (!address) throw new Error(`IP Address "${text}" parse error during conversion from string: unable to parse IP`);
  return new IP(address);
}

function cidr(text: string): CIDR {
  const block = parseBlock(text);
  if (!block)
    throw new Error(`network address parse error during conversion from string: netip.ParsePrefix("${text}")`);
  return new CIDR(block);
}

function within(address: Address, ...blocks: string[]): boolean {
  return blocks.some((text) => blockContains(parseBlock(text)!, address));
}

function containsBlock({ block: one }: CIDR, { block: other }: CIDR): boolean {
  return other.length >= one.length && blockContains(one, other.address);
}

/** A whole address with its scheme, or a path from the root; as Go reads the target of a request. */
function urlParts(text: string): UrlParts | undefined {
  const form = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):(?:\/\/(?:[^/?@]*@)?([^/?]*))?)?(\/[^?]*|\*)?(?:\?(.*))?$/s;
  const [whole, scheme = '', host = '', path = '', query = ''] = form.exec(text) ?? [];
  if (!whole || !(scheme || path) || /[\0-\x1f\x7f]/.test(text) || /%(?![0-9a-fA-F]{2})/.test(path)) return undefined;
  if (scheme && !host && !path) return undefined;
  if (/[\s<>"\\^`{|}]/.test(host) || !/^(\[[0-9a-fA-F:.%]+\]|[^:[\]]*)(:\d*)?$/.test(host)) return undefined;
  return { scheme: scheme.toLowerCase(), host, path, query };
}

function hostOf(host: string): { name: string; port: string } {
  const [, bracketed, plain = '', port = ''] = /^(?:\[(.*)\]|([^:]*))(?::(\d*))?$/.exec(host) ?? [];
  return { name: bracketed ?? plain, port };
}
