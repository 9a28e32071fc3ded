import { test } from 'vitest';
import { expectOutputs } from '../testing.ts';

test('sort goes by the code of characters, as the locale C.UTF-8 has it, and -f folds', () =>
  expectOutputs([
    ['printf "b\\nA\\na\\nB\\n" | sort', 'A\nB\na\nb\n'],
    ['printf "b\\nA\\na\\nB\\n" | LC_ALL=C sort -r', 'b\na\nB\nA\n'],
    ['printf "b\\nA\\na\\nB\\n" | sort -f', 'A\na\nB\nb\n'],
    ['printf "a-b\\nab\\na.b\\na_b\\n" | sort', 'a-b\na.b\na_b\nab\n'],
    ['cd /tmp; touch b A a _x; ls; find . -type f | sort', 'A\n_x\na\nb\n./A\n./_x\n./a\n./b\n'],
  ]));

test('flags and a key may stand in one word', () =>
  expectOutputs([
    ['printf "b 2\\nA 10\\na 1\\n" | sort -rk1,1', 'b 2\na 1\nA 10\n'],
    ['printf "b 2\\nA 10\\na 1\\n" | sort -nrk2', 'A 10\nb 2\na 1\n'],
    ['printf "x,3\\ny,1\\n" | sort -nt, -k2', 'y,1\nx,3\n'],
  ]));
