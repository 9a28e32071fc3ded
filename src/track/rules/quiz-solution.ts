import { listOf } from '../fields.ts';
import type { Rule } from './rule.ts';

export const quizSolution: Rule = {
  name: 'quiz-solution-out-of-range',
  severity: 'error',
  description: 'a quiz without answers or without a solution among them (solutions count from 0)',
  check({ challenges }) {
    return challenges.flatMap(({ challenge: { quiz }, source: { fields, at }, file }) => {
      if (!quiz) return [];
      const count = quiz.answers.length;
      if (count === 0) return [{ file, position: at(['answers']), message: 'this quiz has no answers' }];
      const solution = listOf(fields['solution']);
      if (solution.length === 0) return [{ file, position: at(['solution']), message: 'this quiz has no solution' }];
      return solution.flatMap((entry, index) => {
        if (Number.isInteger(entry) && Number(entry) >= 0 && Number(entry) < count) return [];
        const message = `solution ${String(entry)} is no answer: they are 0 to ${count - 1}`;
        return [{ file, position: at(['solution', index]), message, advice: 'solutions count from 0' }];
      });
    });
  },
};
