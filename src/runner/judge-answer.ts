import type { Challenge } from '../track/index.ts';
import type { CheckResult } from './check-result.ts';

/** A quiz is passed when exactly the right answers are chosen, in any order. Positions are 0-based. */
export function judgeAnswer({ solution }: NonNullable<Challenge['quiz']>, chosen: readonly number[]): CheckResult {
  const right = chosen.length === solution.length && solution.every((position) => chosen.includes(position));
  const message = right ? 'that is right' : wrong(solution, chosen);
  return { verdict: right ? 'passed' : 'failed', source: 'quiz', message, alerts: [] };
}

function wrong(solution: readonly number[], chosen: readonly number[]): string {
  if (chosen.length === 0) return 'no answer is chosen';
  const hits = chosen.filter((position) => solution.includes(position)).length;
  if (hits === chosen.length) return 'what you chose is right, but something is missing';
  return hits > 0 ? 'part of what you chose is right' : 'that is not it';
}
