import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bench, output, START } from './testing.ts';

describe('a pipeline', () => {
  test('stops who writes once the reader has enough', async () => {
    const { run, shown, clock } = bench();
    await run('while true; do echo tick; sleep 1; done | head -n 3; echo "${PIPESTATUS[@]}"');
    expect(shown()).toBe('tick\ntick\ntick\n141 0\n');
    expect(clock.now()).toBe(START + 2_000);
  });

  test.each([
    ['yes | head -2', 'y\ny\n'],
    ['yes ok | grep -m1 ok', 'ok\n'],
    ['yes | grep -q y; echo $?', '0\n'],
    ['yes | head -c 5', 'y\ny\ny'],
    ['yes | cat | tee f | head -1; head -1 f', 'y\ny\n'],
    ['set -o pipefail; yes | head -1; echo $?', 'y\n141\n'],
    ['seq 5 | grep -v 2 | while read n; do echo "<$n>"; done | head -3', '<1>\n<3>\n<4>\n'],
    ['seq 3 | { while read n; do last=$n; done; echo $last; }; echo "[$last]"', '3\n[]\n'],
    ['false | true; echo "${PIPESTATUS[@]}"', '1 0\n'],
    ['(exit 3) | head -1; echo "${PIPESTATUS[@]}"', '3 0\n'],
    ['echo x |& cat; ls /nope |& head -1', "x\nls: cannot access '/nope': No such file or directory\n"],
    ['printf "no newline" | head -1', 'no newline'],
    ['seq 4 | grep -e 2 -e 3', '2\n3\n'],
    ['seq 3 | grep -c . ; seq 3 | grep -n 2', '3\n2:2\n'],
    ['echo abc | grep x; echo $?', '1\n'],
    ['seq 20 | head -n -18; seq 3 | head -n 0', '1\n2\n'],
    ['printf "é€\\n" | cat | head -1 | grep €', 'é€\n'],
  ])('%s', async (script, expected) => {
    expect(await output(script)).toBe(expected);
  });

  test('shows lines as they come, through grep and tee', async () => {
    const { run, events, clock, machine } = bench();
    const times: number[] = [];
    const push = events.push.bind(events);
    events.push = (...items) => {
      times.push(machine.clock.now() - START);
      return push(...items);
    };
    await run('for i in 1 2 3 4; do echo line $i; sleep 1; done | grep -v 3 | tee log');
    expect(events.map(({ text }) => text)).toEqual(['line 1\n', 'line 2\n', 'line 4\n']);
    expect(times).toEqual([0, 1_000, 3_000]);
    expect(clock.now()).toBe(START + 4_000);
  });

  test('gives through its streaming filters what they give on whole text', async () => {
    const line = fc.stringMatching(/^[a-c ]{0,5}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom('head -3', 'grep a', 'grep -v b', 'cat'),
        async (lines, filter) => {
          const files = { '/root/f': lines.map((each) => `${each}\n`).join('') };
          expect(await output(`cat f | ${filter}`, { files })).toBe(await output(`${filter} < f`, { files }));
        },
      ),
      { numRuns: 30 },
    );
  });
});
