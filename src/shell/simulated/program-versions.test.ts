import { expect, test } from 'vitest';
import { bench } from './testing.ts';

test.each([
  ['jq --version', 'jq-1.6\n'],
  ['grep --version | head -1', 'grep (GNU grep) 3.8\n'],
  ['sort --version', 'sort (GNU coreutils) 9.1\n'],
  ['awk --version && tar --version', 'GNU Awk 5.2.1\ntar (GNU tar) 1.34\n'],
])('%s names the release, and reads nothing', async (line, shown) => {
  const lab = bench();
  expect(await lab.run(line)).toBe(0);
  expect(lab.shown()).toBe(shown);
});

test('a program the machine lacks has no version', async () => {
  const lab = bench({ builtins: ['sh', 'bash', 'cat'] });
  expect(await lab.run('jq --version')).toBe(127);
});

test('jq -n works without input at a terminal', async () => {
  const lab = bench();
  expect(await lab.run("jq -n -c '{a: 1}'; jq -nr '\"b\"'")).toBe(0);
  expect(lab.shown()).toBe('{"a":1}\nb\n');
});

test('where nobody types, readers find the end of their input', async () => {
  const lab = bench();
  lab.shell.closeInput();
  expect(await lab.run('cat; sort; jq .; read x; echo $?')).toBe(0);
  expect(lab.shown()).toBe('1\n');
});
