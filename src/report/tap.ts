import { cleanText } from './clean-text.ts';
import type { Case, Suite } from './suite.ts';

/** TAP version 14: one line a case, with the reasons of those that failed as YAML below it. */
export function tap(suites: readonly Suite[]): string {
  const cases = suites.flatMap(({ name, cases }) => cases.map((each) => ({ suite: name, ...each })));
  return [
    'TAP version 14',
    `1..${cases.length}`,
    ...cases.flatMap((each, index) => {
      const ok = each.outcome === 'passed' || each.outcome === 'skipped';
      const skipped = each.outcome === 'skipped' ? ` # SKIP ${described(each.because ?? '')}` : '';
      const head = `${ok ? 'ok' : 'not ok'} ${index + 1} - ${described(`${each.suite}: ${each.name}`)}${skipped}`;
      return ok ? [head] : [head, ...reasons(each)];
    }),
    '',
  ].join('\n');
}

/** YAML that is JSON within, so that no text can be read as anything else. */
function reasons({ file, line, remarks }: Case): string[] {
  return [
    '  ---',
    `  message: ${JSON.stringify(cleanText(remarks.map(({ text }) => text).join('\n')))}`,
    `  at: ${JSON.stringify({ file, ...(line !== undefined && { line }) })}`,
    '  ...',
  ];
}

/** On one line, without what TAP reads as a directive. */
function described(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').replace(/[\\#]/g, '\\$&');
}
