import type { CheckResult } from '../runner/index.ts';
import { texts } from './texts.ts';

const SENTENCES: Record<CheckResult['verdict'], (message: string) => string> = {
  passed: texts.passed,
  failed: texts.failed,
  waiting: texts.failed,
  unknown: texts.unknown,
  broken: texts.broken,
};

/** What a check found, in lines: where the check comes from if that is not plain, the finding, what to do. */
export function checkWords({ verdict, message, advice, source }: CheckResult): string {
  if (source === 'none') return texts.noCheck;
  const lines = [SENTENCES[verdict](message), ...(advice ? [`         ${advice}`] : [])];
  return [...(source === 'derived' ? [texts.derived] : []), ...lines].join('\n');
}
