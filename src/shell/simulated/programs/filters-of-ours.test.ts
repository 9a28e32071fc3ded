import { test } from 'vitest';
import { expectOutputs } from '../testing.ts';

const files = {
  '/root/a': 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n',
  '/root/b': 'one\n2\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\n',
  '/root/plain': 'no newline',
};

test('sed -i keeps the old file, grep takes several patterns, head all but the last', () =>
  expectOutputs(
    [
      ['sed -i.bak s/one/1/ a; head -1 a a.bak | grep -v =', '1\n\none\n'],
      ['sed -i "s/one/1/" a; head -n1 a; ls', '1\na\nb\nplain\n'],
      ['grep -e one -e ten a; grep -cF -e o -e t a; grep -E -e "^n" -e "^s" a | wc -l', 'one\nten\n6\n3\n'],
      ['head -n -8 a; seq 3 | head --lines=-2', 'one\ntwo\n1\n'],
    ],
    files,
  ));
