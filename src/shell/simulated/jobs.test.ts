import { describe, expect, test } from 'vitest';
import { bench, output, START } from './testing.ts';

describe('background jobs', () => {
  test('run beside the shell, each on its own time', async () => {
    const { run, shown, clock } = bench();
    await run('for i in 3 1 2; do (sleep $i; echo slept $i) & done 2>/dev/null; echo started; wait; echo all');
    expect(shown().replace(/\[\d\] \d+\n/g, '')).toBe('started\nslept 1\nslept 2\nslept 3\nall\n');
    expect(clock.now()).toBe(START + 3_000);
  });

  test('work on a copy of the variables', async () => {
    expect(await output('X=1; { X=2; echo in $X; } & wait; echo out $X')).toBe('in 2\nout 1\n');
  });

  test('are listed, killed and waited for; $! and exit codes are as in bash', async () => {
    const { run, shown } = bench();
    await run('sleep 50 & p=$!; (exit 3) & wait $!; echo $?; jobs; kill $p; wait $p; echo $?');
    expect(shown()).toMatch(/^\[1\] (\d+)\n\[2\] \d+\n3\n\[1\][+-] {2}Running {17}sleep 50 &\n143\n$/);
    await run('wait 99999; echo $?; kill 99999; echo $?; kill %1; wait %5; echo $?; fg');
    expect(shown()).toBe(
      'bash: wait: pid 99999 is not a child of this shell\n127\nbash: kill: (99999) - No such process\n1\n' +
        'bash: kill: %1: no such job\nbash: wait: %5: no such job\n127\nbash: fg: current: no such job\n',
    );
  });

  test('go on while the next line runs, and are reported when they are done', async () => {
    const { run, shown } = bench();
    await run('(sleep 5; echo late) &');
    await run('sleep 1; echo early');
    await run('sleep 10');
    expect(shown()).toMatch(/^\[1\] \d+\nearly\nlate\n\[1\]\+ {2}Done {20}\(sleep 5; echo late\)\n$/);
  });

  test('survive Ctrl-C; fg brings one back to be interrupted', async () => {
    const { run, shown, clock, shell } = bench();
    await run('while true; do sleep 1; done &');
    clock.after(500, () => shell.interrupt());
    expect(await run('sleep 60')).toBe(130);
    await run('jobs');
    expect(shown()).toContain('Running');
    clock.after(500, () => shell.interrupt());
    expect(await run('fg')).toBe(130);
    await run('jobs; disown; echo $?');
    expect(shown()).toMatch(/no such job\n1\n$/);
  });

  test('wait -n gives the first to end', async () => {
    expect(
      await output('(sleep 2; exit 2) & (sleep 1; exit 1) & wait -n; echo $?; wait -n; echo $?; wait -n; echo $?'),
    ).toBe('1\n2\n127\n');
  });

  test('in a substitution are waited for, as the pipe stays open', async () => {
    expect(await output('x=$( (sleep 1; echo a) & ); echo "[$x]"')).toBe('[a]\n');
  });
});
