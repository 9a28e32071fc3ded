/** What a check found. Texts are for people. */
export interface CheckResult {
  /**
   * passed; failed: as things stand it will not pass; waiting: only time is missing; unknown: cannot be known here;
   * broken: the check itself did not work.
   */
  verdict: 'passed' | 'failed' | 'waiting' | 'unknown' | 'broken';
  source: 'script' | 'derived' | 'quiz' | 'none';
  /** What was seen, what was wanted. */
  message: string;
  /** One thing to do. */
  advice?: string;
  /** The next simulated moment worth asking again (ms). */
  nextAt?: number;
  /** The alerts it was about. */
  alerts: readonly string[];
}

/** The first that did not pass decides; when all passed, their messages are joined. */
export function combine(results: readonly CheckResult[]): CheckResult {
  const open = results.find(({ verdict }) => verdict !== 'passed');
  if (open) return open;
  return {
    verdict: 'passed',
    source: results[0]?.source ?? 'none',
    message: joined(results.map(({ message }) => message)),
    alerts: [...new Set(results.flatMap(({ alerts }) => alerts))],
  };
}

/** Each text once; the check of a step and that of its challenge often say the same. */
function joined(messages: readonly string[]): string {
  return [...new Set(messages)].filter(Boolean).reduce((all, next) => {
    if (all === '') return next;
    return `${all}${/[.!?]$/.test(all) ? '' : ';'} ${next}`;
  }, '');
}
