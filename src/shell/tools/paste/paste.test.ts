import { test } from 'vitest';
import { expectOutputs } from '../../simulated/testing.ts';

test('paste joins', () =>
  expectOutputs([
    ['seq 3 | paste -sd+', '1+2+3\n'],
    ['paste <(seq 2) <(seq 3 5)', '1\t3\n2\t4\n\t5\n'],
    ['seq 4 | paste - -', '1\t2\n3\t4\n'],
    ['seq 4 | paste -s -d ",;"', '1,2;3,4\n'],
  ]));
