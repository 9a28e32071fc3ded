import { expect, test } from 'vitest';
import { judgeAnswer } from './judge-answer.ts';

const quiz = { answers: ['a', 'b', 'c'], solution: [0, 2] };

test('the right answers in any order pass', () => {
  expect(judgeAnswer(quiz, [2, 0]).verdict).toBe('passed');
});

test.each([
  [[], 'no answer'],
  [[0], 'something is missing'],
  [[0, 1], 'part of'],
  [[1], 'not it'],
  [[0, 1, 2], 'part of'],
])('%j does not pass', (chosen, words) => {
  const { verdict, message } = judgeAnswer(quiz, chosen);
  expect(verdict).toBe('failed');
  expect(message).toContain(words);
});
