import { expect, test } from 'vitest';
import { isIncomplete } from './incomplete.ts';

test.each([
  'echo "a',
  "echo 'a",
  'echo $(ls',
  'echo `ls',
  'echo ${x',
  'cat <<EOF',
  'cat <<\\EOF\nbody',
  "kubectl apply -f -<<'EOF'\nkind: Pod\n",
  'cat <<-EOF\n\tx',
  'ls |',
  'ls | # all of it',
  'true &&',
  'false ||',
  'echo a \\',
  'for i in 1 2; do',
  'while true; do echo',
  'while true',
  'if true; then',
  'if true; then echo a; else',
  'if true',
  'case x in',
  'case x in a) echo',
  'f() {',
  '{ echo',
  '(ls',
  'x=(1 2',
  '[[ a ==',
  'for i in 1; do echo $i |',
  'if true; then\n  echo a &&',
])('%j goes on in the next line', (text) => {
  expect(isIncomplete(text)).toBe(true);
});

test.each([
  '',
  '   ',
  'echo a',
  'echo "a\\"b"',
  'cat <<EOF\nEOF',
  'cat <<\\EOF\n a |\nEOF\n',
  'echo a # x |',
  "echo '|'",
  'echo "a &&"',
  'echo \\\\',
  'fi',
  'if true; then echo; fi',
  'f() { echo; }',
  'sleep 5 &',
  'echo a; ',
  'echo done',
])('%j is whole, or wrong already', (text) => {
  expect(isIncomplete(text)).toBe(false);
});
