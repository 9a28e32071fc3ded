import { expect, test } from 'vitest';
import { fitScreen, headingLine } from './fit-screen.ts';

const heading = {
  every: 'Every 2.0s: ',
  command: 'kubectl get pods -n hipstershop',
  right: 'host: Mon Jan  5 10:00:14 2026',
};

test('the time of the heading stands at the right margin, the command is cut to leave it there', () => {
  expect(headingLine(heading, 80)).toBe(
    'Every 2.0s: kubectl get pods -n hipstershop       host: Mon Jan  5 10:00:14 2026',
  );
  expect(headingLine(heading, 60)).toBe('Every 2.0s: kubectl get po... host: Mon Jan  5 10:00:14 2026');
  expect(headingLine(heading, 40)).toBe(`${' '.repeat(10)}${heading.right}`);
  expect(headingLine(heading, 20)).toBe('');
});

test('the output keeps to the terminal, its beginning is what is seen', () => {
  const output = Array.from({ length: 50 }, (_, index) => `row ${index} ${'x'.repeat(100)}`).join('\n');
  const lines = fitScreen(`${output}\n`, 20, 10).split('\n');
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe('row 0 xxxxxxxxxxxxxx');
  expect(fitScreen('one\ntwo\n', 80, 24)).toBe('one\ntwo\n');
  expect(fitScreen('', 80, 24)).toBe('\n');
});
