import { decodePunycode } from './punycode.ts';

/**
 * A domain-like value in its normal form: lower case, punycode as Unicode, no dots at the ends or in runs. Undefined
 * when a part marked as punycode is none. Names with wildcards pass unchanged.
 */
export function normalDomain(value: string): string | undefined {
  const labels = value.replace(/^\.+|\.+$/g, '').split(/\.+/);
  const decoded = labels.map((label) => (/^xn--/i.test(label) ? decodePunycode(label.slice(4).toLowerCase()) : label));
  return decoded.includes(undefined) ? undefined : decoded.join('.').toLowerCase();
}
