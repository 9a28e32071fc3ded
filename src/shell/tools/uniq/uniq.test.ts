import { test } from 'vitest';
import { expectOutputs } from '../../simulated/testing.ts';

test('uniq folds neighbours', () =>
  expectOutputs([
    ['printf "a\\na\\nb\\na\\n" | uniq', 'a\nb\na\n'],
    ['printf "a\\na\\nb\\n" | uniq -c', '      2 a\n      1 b\n'],
    ['printf "a\\nA\\nb\\n" | uniq -di; printf "a\\na\\nb\\n" | uniq -u', 'a\nb\n'],
    ['printf "1 x\\n2 x\\n3 y\\n" | uniq -f1; printf "xa\\nya\\n" | uniq -s 1', '1 x\n3 y\nxa\n'],
  ]));
