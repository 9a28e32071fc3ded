import { test } from 'vitest';
import { expectOutputs } from '../../simulated/testing.ts';

const files = {
  '/root/a': 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n',
  '/root/b': 'one\n2\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\n',
  '/root/plain': 'no newline',
};

test('xargs builds command lines', () =>
  expectOutputs(
    [
      ['seq 5 | xargs', '1 2 3 4 5\n'],
      ['seq 5 | xargs -n2 echo n', 'n 1 2\nn 3 4\nn 5\n'],
      ['printf "a b\\nc\\n" | xargs -I{} echo "<{}>" {}.txt', '<a b> a b.txt\n<c> c.txt\n'],
      ['printf "a b\\0c" | xargs -0 -n1 echo', 'a b\nc\n'],
      ['printf "x,y" | xargs -d, -n1 echo', 'x\ny\n'],
      ['true | xargs echo ran; true | xargs -r echo never', 'ran\n'],
      ['echo "\'a b\' \\"c d\\" e\\ f" | xargs -n1 echo', 'a b\nc d\ne f\n'],
      ['printf "1 2\\n3\\n" | xargs -L1 echo l', 'l 1 2\nl 3\n'],
      ['echo x | xargs false; echo $?; echo x | xargs nosuch 2>/dev/null; echo $?', '123\n127\n'],
      [
        'echo "a\'b" | xargs; echo $?',
        "1\nxargs: unmatched single quote; by default quotes are special to xargs unless you use the -0 option\nTry 'xargs --help' for more information.\n",
      ],
      ['find . -type f -name "?" -print0 | xargs -0 ls', './a\n./b\n'],
      ['echo hi | xargs -t echo 2>&1', 'echo hi\nhi\n'],
    ],
    files,
  ));
