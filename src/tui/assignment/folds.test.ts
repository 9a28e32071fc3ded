import { expect, test } from 'vitest';
import { foldsOf, replaceFolds } from './folds.ts';

const TEXT = `before

<details>
<summary>Hint</summary>
Look **up**.
</details>

after

<details><summary>Show me the output</summary>

one

two
</details>
end`;

test('folds have their summary and text, and hints are known by their name', () => {
  expect(foldsOf(TEXT)).toEqual([
    { summary: 'Hint', text: 'Look **up**.', isHint: true },
    { summary: 'Show me the output', text: 'one\n\ntwo', isHint: false },
  ]);
});

test('a closed fold is its title alone, an open one shows its text', () => {
  const closed = replaceFolds(TEXT, () => false);
  expect(closed).toContain('#### ▸ Hint');
  expect(closed).not.toContain('Look');
  const open = replaceFolds(TEXT, () => true);
  expect(open).toContain('#### ▾ Hint');
  expect(open).toContain('Look **up**.');
  expect(open).toContain('one\n\ntwo');
});

test.each([true, false])('lines below stay where they were (open: %s)', (open) => {
  const lines = replaceFolds(TEXT, () => open).split('\n');
  expect(lines.length).toBe(TEXT.split('\n').length);
  expect(lines[7]).toBe('after');
  expect(lines.at(-1)).toBe('end');
});
