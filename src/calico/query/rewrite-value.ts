import type { ValueRule } from './data-set-fields.ts';
import { goQuote } from './go-quote.ts';
import { parseIpRange } from './ip-range.ts';
import { normalDomain } from './normal-domain.ts';
import { QueryError } from './query-error.ts';
import { parseTimeSpan } from './time-span.ts';

/** Checks a value against its key's rule and gives it in the form the index is asked with. Throws `QueryError`. */
export function rewriteValue(rule: ValueRule, key: string, value: string): string {
  if (typeof rule !== 'string') return accept(rule.includes(value), key, value);
  return RULES[rule](key, value);
}

type Rewrite = (key: string, value: string) => string;

const PROTOCOLS = ['icmp', 'tcp', 'udp', 'ipip', 'esp', 'icmp6'];

const DNS_TYPES =
  /^(?:A|NS|MD|MF|CNAME|SOA|MB|MG|MR|NULL|WKS|PTR|HINFO|MINFO|MX|TXT|AAAA|SRV|OPT|RRSIG|DNSKEY|SVCB|HTTPS|URI|#\d+)$/;

const INTEGER = /^[-+]?\d+$/;

const RULES: Record<Exclude<ValueRule, readonly string[]>, Rewrite> = {
  any: (_key, value) => value,
  count: within(0, Number.POSITIVE_INFINITY),
  port: within(0, 65_535),
  statusCode: within(100, 599),
  date: (key, value) => rewritten(parseTimeSpan(value)?.text, key, goQuote(value)),
  domain: (key, value) => rewritten(normalDomain(value), key, value),
  ip: (key, value) => rewritten(parseIpRange(value)?.text, key, value),
  dnsType: (key, value) => accept(DNS_TYPES.test(value), key, value),
  label: (key, value) => accept(/^[^=]+=[^=]+$/.test(value), key, value),
  protocol: (key, value) => accept(PROTOCOLS.includes(value) || readInteger(value) !== undefined, key, value),
  url: (key, value) => accept(isUrl(value), key, value),
};

function within(low: number, high: number): Rewrite {
  return (key, value) => {
    const number = readInteger(value);
    if (number === undefined) throw invalidValue(key, value);
    if (number < low) throw invalidValue(key, `${number} < ${low}`);
    if (number > high) throw invalidValue(key, `${number} > ${high}`);
    return value;
  };
}

/** A decimal 64-bit integer, as Go's strconv reads it. */
function readInteger(value: string): bigint | undefined {
  if (!INTEGER.test(value)) return undefined;
  const number = BigInt(value.replace('+', ''));
  return BigInt.asIntN(64, number) === number ? number : undefined;
}

function accept(valid: boolean, key: string, value: string): string {
  return rewritten(valid ? value : undefined, key, value);
}

function rewritten(result: string | undefined, key: string, shown: string): string {
  if (result === undefined) throw invalidValue(key, shown);
  return result;
}

function invalidValue(key: string, shown: string): QueryError {
  return new QueryError(`invalid value for ${key}: ${shown}`);
}

/** What Go's url.Parse lets pass: nearly everything but control characters, broken escapes and a stray colon. */
function isUrl(value: string): boolean {
  if (/[\x00-\x1f\x7f]/.test(value) || /%(?![\da-fA-F]{2})/.test(value)) return false;
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)) return true;
  return !value.split('/', 1)[0]!.split('?', 1)[0]!.includes(':');
}
