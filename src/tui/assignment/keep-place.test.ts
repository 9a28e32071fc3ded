import { expect, test } from 'vitest';
import { keepPlace } from './keep-place.ts';
import type { LaidOut } from './lay-out.ts';

const laidOut = (lines: string[], blocks: [number: number, from: number][] = []) =>
  ({
    lines,
    blocks: blocks.map(([number, from]) => ({ block: { number }, from, to: from + 2 })),
    folds: [],
    links: [],
    pictures: [],
  }) as unknown as LaidOut;

test('what stands at the top stays there when a picture comes above it', () => {
  const before = laidOut(['title', '', 'one', '', 'two', 'three']);
  const after = laidOut(['title', 'p', 'p', '', 'one', '', 'two', 'three']);
  expect(keepPlace(3, before, after)).toBe(5);
  expect(keepPlace(4, before, after)).toBe(6);
  expect(keepPlace(0, before, after)).toBe(0);
});

test('with another width, the block that is on the screen stays where it is', () => {
  const before = laidOut(['a b c', 'd', '[1] sh', 'ls'], [[1, 2]]);
  const after = laidOut(['a', 'b', 'c', 'd e', '[1] bash', 'ls'], [[1, 4]]);
  expect(keepPlace(1, before, after)).toBe(3);
});

test('without anything to hold on to, the share of the text stays', () => {
  expect(keepPlace(2, laidOut(['a', 'b', 'c', 'd']), laidOut(['1', '2', '3', '4', '5', '6', '7', '8']))).toBe(4);
});
