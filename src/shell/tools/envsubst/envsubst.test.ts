import { test } from 'vitest';
import { expectOutputs } from '../../simulated/testing.ts';

test('envsubst puts in what is exported, or what it is told', () =>
  expectOutputs([
    ['export A=1; B=2; echo "\\$A \\${A}x \\$B. \\$\\$" | envsubst', '1 1x . $$\n'],
    ["export A=1 B=2; echo '$A $B' | envsubst '$B'", '$A 2\n'],
  ]));
