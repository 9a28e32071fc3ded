import type { CheckResult } from '../runner/index.ts';
import { lineTexts as texts } from '../texts/index.ts';

const SENTENCES = {
  passed: 'passed',
  failed: 'failed',
  waiting: 'failed',
  unknown: 'unknown',
  broken: 'broken',
} as const satisfies Record<CheckResult['verdict'], keyof typeof texts>;

/** What a check found, in lines: where the check comes from if that is not plain, the finding, what to do. */
export function checkWords({ verdict, message, advice, source }: CheckResult): string {
  if (source === 'none') return texts.noCheck;
  const lines = [texts[SENTENCES[verdict]](message), ...(advice ? [`         ${advice}`] : [])];
  return [...(source === 'derived' ? [texts.derived] : []), ...lines].join('\n');
}
