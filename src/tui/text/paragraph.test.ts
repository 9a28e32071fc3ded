import { expect, test } from 'vitest';
import { choiceLines, keyLines } from './paragraph.ts';

test('keys are told apart by what is between them, in one line or in several', () => {
  const keys = 'Esc stops   f lets time run, once nothing else has happened   q quits';
  expect(keyLines(keys, 80)).toEqual([keys]);
  expect(keyLines(keys, 58)).toEqual(['Esc stops', 'f lets time run, once nothing else has happened   q quits']);
  expect(keyLines(keys, 30)).toEqual(['Esc stops', 'f lets time run, once nothing', 'else has happened   q quits']);
});

test('what a choice says goes on below itself', () => {
  expect(choiceLines('Esc  stay here', 40)).toEqual(['Esc  stay here']);
  expect(choiceLines('1  have the solution run for you', 20)).toEqual(['1  have the solution', '   run for you']);
});
