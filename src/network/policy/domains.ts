/** True when one of the names is allowed. */
export type DomainMatcher = (names: readonly string[]) => boolean;

/** Compiles egress domain names: exact ones, and `*` standing for one or more labels (`*.google.com`). */
export function compileDomains(domains: readonly string[]): DomainMatcher {
  const exact = new Set(domains.filter((domain) => !domain.includes('*')).map(normal));
  const patterns = domains.filter((domain) => domain.includes('*')).map((domain) => patternOf(normal(domain)));
  return (names) => names.some((name) => exact.has(name) || patterns.some((pattern) => pattern.test(name)));
}

function normal(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, '');
}

function patternOf(domain: string): RegExp {
  const escaped = domain.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.+')}$`);
}
