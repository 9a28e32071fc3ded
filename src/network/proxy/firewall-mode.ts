import type { ReadStore } from '../../cluster/index.ts';

/** What becomes of a request that breaks rules: nothing, a row in the log, or 403 and a row. */
export type FirewallMode = 'off' | 'detects' | 'refuses';

const MODES: Readonly<Record<string, FirewallMode>> = { on: 'refuses', detectiononly: 'detects', off: 'off' };

/**
 * How the firewall is configured: by `SecRuleEngine` in the ConfigMap that the operator gives to the proxies
 * (decision 10). The last such line counts, as where one file includes the next; without any, requests are refused.
 */
export function firewallMode(store: ReadStore): FirewallMode {
  const data: Record<string, string> =
    store.get('configmaps', 'tigera-operator', 'modsecurity-ruleset')?.['data'] ?? {};
  const lines = Object.keys(data)
    .sort()
    .flatMap((file) => [...data[file]!.matchAll(/^[ \t]*SecRuleEngine[ \t]+"?(\w+)/gim)]);
  return MODES[lines.at(-1)?.[1]?.toLowerCase() ?? ''] ?? 'refuses';
}
