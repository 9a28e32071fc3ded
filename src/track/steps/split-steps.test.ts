import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../markdown/index.ts';
import { splitSteps } from './split-steps.ts';

function split(...lines: string[]) {
  const document = parseMarkdown(lines.join('\n'));
  return splitSteps(
    document,
    document.code.map(({ range }) => range.start.line),
  ).map(({ title, from, to }) => [title, from, to]);
}

const block = ['```', 'ls', '```'];

describe('steps', () => {
  test('are the sections with a block at the highest level that has more than one', () => {
    expect(split('# T', '## A', ...block, '## B', ...block)).toEqual([
      ['A', 1, 5],
      ['B', 6, 9],
    ]);
  });

  test('of level 1 hold the sections below them', () => {
    expect(split('# One', '## a', ...block, '## b', ...block, '# Two', ...block)).toEqual([
      ['One', 1, 9],
      ['Two', 10, 13],
    ]);
  });

  test('take the text before them; text after the last closes', () => {
    expect(split('intro', '# A', ...block, '# Why', 'words', '# B', ...block, '# End', 'bye')).toEqual([
      ['A', 1, 5],
      ['B', 6, 11],
    ]);
  });

  test('are the numbered items where no level has two sections', () => {
    expect(
      split(
        '# T',
        '',
        '1. first',
        '',
        '   ```',
        '   ls',
        '   ```',
        '',
        '2. only words',
        '',
        '3. third',
        '   ```',
        '   ls',
        '   ```',
        'end',
      ),
    ).toEqual([
      ['first', 1, 8],
      ['third', 9, 14],
    ]);
  });

  test('there is one, the whole text, where there is no numbered list either', () => {
    expect(split('# T', ...block, '- a', ...block)).toEqual([['', 1, 8]]);
  });

  test('leave no block behind: the last one reaches the last block', () => {
    expect(split('1. a', '   ```', '   ls', '   ```', '', '# After', ...block, 'end')).toEqual([['a', 1, 10]]);
  });

  test('do not mind a heading level that has blocks in one section only', () => {
    expect(split('# T', '## Setup', 'words', '## Do', '### x', ...block, '### y', ...block)).toEqual([
      ['x', 1, 8],
      ['y', 9, 12],
    ]);
  });
});
