import type { FirewallViolation, HttpRequest } from '../types.ts';

interface FirewallRule extends FirewallViolation {
  /** Which texts of a request it looks at. */
  readonly looksAt: 'address' | 'arguments' | 'user-agent';
  readonly pattern: RegExp;
}

/**
 * Our own small rule set. Numbers and names of files are those the OWASP core rule set uses for the same attacks, so
 * that a row reads as on a real cluster; the patterns are ours and far fewer.
 */
const RULES: readonly FirewallRule[] = [
  {
    id: '913100',
    message: 'Found User-Agent associated with security scanner',
    severity: 'critical',
    file: 'REQUEST-913-SCANNER-DETECTION.conf',
    looksAt: 'user-agent',
    pattern:
      /\b(nikto|sqlmap|nmap scripting engine|nessus|openvas|masscan|wpscan|dirbuster|gobuster|acunetix|w3af|zgrab)\b/i,
  },
  {
    id: '930100',
    message: 'Path Traversal Attack (/../)',
    severity: 'critical',
    file: 'REQUEST-930-APPLICATION-ATTACK-LFI.conf',
    looksAt: 'address',
    pattern: /(^|[/\\=])\.\.([/\\]|$)/,
  },
  {
    id: '930120',
    message: 'OS File Access Attempt',
    severity: 'critical',
    file: 'REQUEST-930-APPLICATION-ATTACK-LFI.conf',
    looksAt: 'arguments',
    pattern: /\/etc\/(passwd|shadow|hosts|group)\b|\/proc\/self\/|\bboot\.ini\b|\bwin\.ini\b/i,
  },
  {
    id: '932160',
    message: 'Remote Command Execution: Unix Shell Code Found',
    severity: 'critical',
    file: 'REQUEST-932-APPLICATION-ATTACK-RCE.conf',
    looksAt: 'arguments',
    pattern: /(?:[;|`]|&&|\$\()\s*(?:\/bin\/)?(?:cat|ls|id|whoami|uname|wget|curl|nc|bash|sh|python3?)\b/i,
  },
  {
    id: '941100',
    message: 'XSS Attack Detected',
    severity: 'critical',
    file: 'REQUEST-941-APPLICATION-ATTACK-XSS.conf',
    looksAt: 'arguments',
    pattern: /<\s*(script|iframe|svg|object|embed)\b|\bon(error|load|click|mouseover|focus)\s*=|javascript\s*:/i,
  },
  {
    id: '942100',
    message: 'SQL Injection Attack Detected',
    severity: 'critical',
    file: 'REQUEST-942-APPLICATION-ATTACK-SQLI.conf',
    looksAt: 'arguments',
    pattern:
      /\bunion\b\s+(all\s+)?\bselect\b|['"]\s*\b(or|and)\b\s*['"\d(]|\b(or|and)\b\s+(\d+)\s*=\s*\4\b|;\s*(drop|delete|insert|update|alter)\s+\w|\bselect\b.+\bfrom\b|\b(sleep|benchmark|pg_sleep|waitfor)\s*\(|['"]\s*(--|#)/i,
  },
];

/** What is wrong with a request, in the order of the rules' numbers; empty for an honest one. */
export function firewallViolations(request: HttpRequest): readonly FirewallViolation[] {
  const texts = textsOf(request);
  return RULES.filter(({ looksAt, pattern }) => texts[looksAt].some((text) => pattern.test(text))).map(
    ({ id, message, severity, file }) => ({ id, message, severity, file }),
  );
}

function textsOf({ path, headers, body }: HttpRequest): Record<FirewallRule['looksAt'], readonly string[]> {
  const agent = Object.entries(headers).find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? '';
  const question = path.indexOf('?');
  const query = question < 0 ? '' : path.slice(question + 1);
  const pairs = [...query.split('&'), ...body.split('&')].filter((pair) => pair !== '');
  return {
    address: [path, decoded(path)],
    arguments: pairs.map((pair) => decoded(pair.replaceAll('+', ' '))),
    'user-agent': [agent],
  };
}

/** Escapes undone as often as attackers nest them; a text with a broken one is looked at as it is. */
function decoded(text: string): string {
  let result = text;
  for (let depth = 0; depth < 2; depth++) {
    try {
      result = decodeURIComponent(result);
    } catch {
      return result;
    }
  }
  return result;
}
