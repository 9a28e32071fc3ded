import type { Challenge, Obligation } from '../track/index.ts';
import { checkSource } from './ask-step.ts';
import type { LabStep } from './lab.ts';

/** The quiz that ends a step: its challenge's, at the last step, where no check does. */
export function quizOf(step: LabStep | undefined, obligations: readonly Obligation[]): Challenge['quiz'] {
  return step?.last && checkSource(step, obligations) === 'none' ? step.challenge.quiz : undefined;
}
