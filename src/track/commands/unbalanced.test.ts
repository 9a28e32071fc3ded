import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unbalancedKeyword } from './unbalanced.ts';

test.each([
  ['if true; then\nexit 1\n', 0, 'this if is never closed'],
  ['a\nfor x in 1 2; do echo $x\n', 16, 'this do is never closed'],
  ['x || { echo no; exit 1;', 5, 'this { is never closed'],
  ['if a; then b; done', 14, 'done closes no do here'],
  ['f() {\n  case $1 in a) b ;;\n}\n', 27, '} closes no { here'],
  ['fi', 0, 'fi closes no if here'],
  ['function f { if a; then b; }', 27, '} closes no { here'],
])('%j cannot be read', (text, offset, message) => {
  expect(unbalancedKeyword(text)).toEqual({ offset, message });
});

test.each([
  'if a; then b; elif c; then d; else if e; then f; fi; fi',
  'for ((i = 0; i < 3; i++)); do while read x; do :; done < f; done',
  'case $x in a|b) if c; then d; fi ;; *) { e; } ;; esac',
  'f() { ! { a; } && b; }; function g { time if a; then b; fi; }; function h() { a; }',
  'echo if done fi { } esac; a "if"; \\if x; "fi"',
  'cat <<EOF\nif x\ndone\nEOF\n# if',
  '( if a; then b; fi ) | { cat; }',
  'x=$(if a; then b; fi); until [[ a == b && c ]]; do d; done &',
  'echo ${x:-{}} {a,b} }; a[1]=}',
  'for f in a b\ndo\n  g\ndone',
  '',
])('%j can be read', (text) => {
  expect(unbalancedKeyword(text)).toBeUndefined();
});

test('what real bash has run is never called unreadable', () => {
  const folder = new URL('../../../test/golden/shell/', import.meta.url);
  const scripts = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as { script?: string; stderr?: string })
    .filter(({ script, stderr }) => script && !/syntax error|unexpected/.test(stderr ?? ''));
  expect(scripts.length).toBeGreaterThan(100);
  expect(scripts.filter(({ script }) => unbalancedKeyword(script!)).map(({ script }) => script)).toEqual([]);
});
