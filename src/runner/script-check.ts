import type { ScriptResult } from '../shell/index.ts';
import type { CheckResult } from './check-result.ts';

/** `alert-fired` and `wait` helpers exit with this when only time is missing. */
const NOT_YET = 75;
const UNKNOWN_HERE = 3;
/** Ask again after this long when a script does not say when (ms). */
const ASK_AGAIN = 10_000;

/**
 * Reads what a check script said: exit code 0 and no `FAIL:` line passes; `FAIL: TEXT` fails with that text whatever the
 * exit code; 75 with `WAIT: TIME REASON` waits; 3 with `UNKNOWN: REASON` cannot be known; 126, 127 and 2 with a syntax
 * error mean that the script is broken.
 */
export function readScriptCheck({ code, stdout, stderr }: ScriptResult, name: string, now: number): CheckResult {
  const alerts = alertsNamed(stdout);
  const found = { source: 'script', alerts } as const;
  const failures = lines(stdout, /^FAIL: ?(.*)$/);
  if (failures.length > 0) return { ...found, verdict: 'failed', message: failures.join(' ') };
  if (code === 0) return { ...found, verdict: 'passed', message: lastLine(stdout) };
  if (code === NOT_YET) {
    const [wait = '- the check asks for patience'] = lines(stdout, /^WAIT: (.*)$/);
    const [, time = '-', reason = wait] = /^(\S+) (.*)$/.exec(wait) ?? [];
    const next = Date.parse(time);
    return { ...found, verdict: 'waiting', message: reason, nextAt: Number.isNaN(next) ? now + ASK_AGAIN : next };
  }
  if (code === UNKNOWN_HERE) {
    return {
      ...found,
      verdict: 'unknown',
      message: lines(stdout, /^UNKNOWN: (.*)$/).join(' ') || 'this cannot be known here',
    };
  }
  if (code === 126 || code === 127 || /syntax error/.test(stderr)) {
    return {
      ...found,
      verdict: 'broken',
      message: `${name} does not work: ${lastLine(stderr) || `exit code ${code}`}`,
    };
  }
  return {
    ...found,
    verdict: 'failed',
    message: `${name} ended with exit code ${code} and no explanation. ${lastLine(stderr)}`.trim(),
  };
}

function lines(text: string, pattern: RegExp): string[] {
  return text.split('\n').flatMap((line) => pattern.exec(line)?.[1] ?? []);
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

/** Names of alerts in the helper's answers, for reports. */
function alertsNamed(stdout: string): string[] {
  return lines(stdout, /^(?:WAIT: \S+ |FAIL: )?([a-z0-9][a-z0-9.-]*\.[a-z0-9.-]+) (?:has )?(?:not )?fired/);
}
