import type { FirewallViolation, HttpRequest } from '../types.ts';

interface FirewallRule extends FirewallViolation {
  /** Which texts of a request it looks at. */
  readonly looksAt: 'address' | 'arguments' | 'user-agent' | 'everything';
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
      /\bunion\b(\s|\/\*.*?\*\/|(#|--)[^\n]*\n|\(|\b(all|distinct)\b)+select\b|['"]\s*\b(or|and)\b\s*['"\d(]|\b(or|and)\b\s+(\d+)\s*=\s*\6\b|;\s*(drop|delete|insert|update|alter)\s+\w|\bselect\b.+\bfrom\b|\b(sleep|benchmark|pg_sleep|waitfor)\s*\(|['"]\s*(--|#)/is,
  },
  {
    id: '944150',
    message: 'Potential Remote Command Execution: Log4j / Log4shell',
    severity: 'critical',
    file: 'REQUEST-944-APPLICATION-ATTACK-JAVA.conf',
    looksAt: 'everything',
    pattern: /\$\{(jndi|ctx|[^}]{0,15}\$\{)/i,
  },
];

/** What each broken rule adds to a request's score, and the score from which on a request is refused. */
const SCORE = 5;
const THRESHOLD = 5;

/**
 * What is wrong with a request, in the order of the rules' numbers; empty for an honest one. The last is the rule that
 * adds up what the others found.
 */
export function firewallViolations(request: HttpRequest): readonly FirewallViolation[] {
  const texts = textsOf(request);
  const broken = RULES.filter(({ looksAt, pattern }) => texts[looksAt].some((text) => pattern.test(text)));
  const violations = broken.map(({ id, message, severity, file }) => ({ id, message, severity, file }));
  const score = SCORE * broken.length;
  return score < THRESHOLD ? violations : [...violations, evaluation(score)];
}

function evaluation(score: number): FirewallViolation {
  return {
    id: '949110',
    message: `Inbound Anomaly Score Exceeded (Total Score: ${score})`,
    severity: 'critical',
    file: 'REQUEST-949-BLOCKING-EVALUATION.conf',
  };
}

function textsOf({ path, headers, body }: HttpRequest): Record<FirewallRule['looksAt'], readonly string[]> {
  const agent = Object.entries(headers).find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? '';
  const question = path.indexOf('?');
  const query = question < 0 ? '' : path.slice(question + 1);
  const pairs = [...query.split('&'), ...body.split('&')].filter((pair) => pair !== '');
  const address = [path, decoded(path)];
  const arguments_ = pairs.map((pair) => decoded(pair.replaceAll('+', ' ')));
  return {
    address,
    arguments: arguments_,
    'user-agent': [agent],
    everything: [...address, ...arguments_, ...Object.values(headers)],
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
