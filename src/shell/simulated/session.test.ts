import { describe, expect, test } from 'vitest';
import { bench, START, tool } from './testing.ts';

describe('a session', () => {
  test('keeps variables, functions, aliases, directory, options and $? from line to line', async () => {
    const { run, shown, shell } = bench();
    await run(
      'X=1; list=(a "b c"); f() { echo "f $1"; }; alias hi="echo hello"; cd /tmp; set -o pipefail; shopt -s nullglob',
    );
    await run('(exit 4)');
    await run('echo $? $X "${list[1]}"; f y; hi; pwd; false | true; echo $?; echo *.none');
    expect(shown()).toBe('4 1 b c\nf y\nhello\n/tmp\n1\n\n');
    expect(shell.cwd).toBe('/tmp');
  });

  test.each(['syntax ( error', 'nosuchprogram', 'cat < /nope', 'exit 3', 'set -u; echo $NOPE', '(('])(
    'goes on after %j',
    async (line) => {
      const { run, shown } = bench();
      await run('X=kept');
      expect(await run(line)).not.toBe(0);
      shown();
      expect(await run('set +u; echo $X')).toBe(0);
      expect(shown()).toBe('kept\n');
    },
  );

  test('tells that exit was typed', async () => {
    const { run, shell } = bench();
    await run('echo hi');
    expect(shell.exited).toBe(false);
    expect(await run('exit 3; echo never')).toBe(3);
    expect(shell.exited).toBe(true);
  });

  test('runs a pasted text of many lines once, heredocs and continuations included', async () => {
    const { run, shown } = bench();
    const code = await run('cat <<\\EOF > f\n  a $HOME\nEOF\nfor i in 1 2; do\n  echo $i \\\n    x\ndone\ncat f');
    expect([code, shown()]).toEqual([0, '1 x\n2 x\n  a $HOME\n']);
  });

  test.each([
    ['K="say -n x"; $K get "a b"', 'say -n x get a b\n'],
    ['$(echo say sub) end', 'say sub end\n'],
    ['F="f 1"; f() { echo "$#: $*"; }; $F "2 3"', '2: 1 2 3\n'],
    ['NONE=; ${NONE} $NONE say hi', 'say hi\n'],
    ['K=\'say "a b"\'; $K', 'say "a b"\n'],
    ['A="sa"; B="y 1"; $A$B', 'say 1\n'],
    ['f() { "$@"; }; f say "a  b" c', 'say a  b c\n'],
    ['f() { "$@"; echo $?; }; false; f', '0\n'],
    ['f() { shift; "$@" last; }; f 1 say x', 'say x last\n'],
    ['a=(say "x y" z); "${a[@]}"', 'say x y z\n'],
    ['K="say x"; "$K" y 2>&1', 'bash: say x: command not found\n'],
  ])('splits what a variable holds into the name and the first arguments of a command: %s', async (line, shown) => {
    const say = tool('say', async ({ args, stdout }) => {
      stdout(`say ${args.join(' ')}\n`);
      return 0;
    });
    const made = bench({ tools: [say] });
    await made.run(line);
    expect(made.shown()).toBe(shown);
  });

  test('has run what stands before a syntax error, as bash has', async () => {
    const { run, shown } = bench();
    expect(await run('echo before\nfi\necho after')).toBe(2);
    expect(shown()).toMatch(/^before\nbash: syntax error.*`fi'\n$/s);
  });

  test('shows its place in the prompt', async () => {
    const { run, shell } = bench();
    expect(shell.prompt).toBe('root@lab:~# ');
    await run('cd /etc');
    expect(shell.prompt).toBe('root@lab:/etc# ');
    await run('PS1="lab> "');
    expect(shell.prompt).toBe('lab> ');
  });

  test('finds script files on PATH, which came with the machine ready to run', async () => {
    const { run, shown } = bench({ files: { '/usr/local/bin/hello': '#!/bin/bash\necho "hello $1"\n' } });
    await run('hello "a b"; command -v hello; x=$(hello y); echo $x; cd /tmp; cd -');
    expect(shown()).toBe('hello a b\n/usr/local/bin/hello\nhello y\n/root\n');
  });

  test('programs know the size of the terminal, in nested shells too', async () => {
    const { shell, run, shown } = bench({ files: { '/root/aaaa': '', '/root/bbbb': '' } });
    await run('ls; echo $COLUMNS');
    shell.resize(6, 40);
    await run('ls; echo $COLUMNS; sh -c ls');
    expect(shown()).toBe('aaaa  bbbb\n\naaaa\nbbbb\n6\naaaa\nbbbb\n');
  });

  test('remembers what was typed', async () => {
    const { run, shown } = bench();
    await run('echo one > /dev/null');
    await run('history');
    expect(shown()).toBe('    1  echo one > /dev/null\n    2  history\n');
  });

  test('refuses a second line while one runs', async () => {
    const { shell, clock, free } = bench();
    const first = free(() => shell.run('sleep 1'));
    await expect(shell.run('echo no')).rejects.toThrow('still running');
    await first;
    expect(clock.now()).toBe(START + 1_000);
  });
});

describe('output', () => {
  test('appears command by command, at the time it is written', async () => {
    const { clock, machine, events, run } = bench();
    const times: number[] = [];
    const push = events.push.bind(events);
    events.push = (...items) => {
      times.push(machine.clock.now() - START);
      return push(...items);
    };
    await run('f() { echo a; sleep 2; echo b >&2; }; f; for i in 1 2; do sleep 1; echo $i; done');
    expect(events.map(({ stream, text }) => [stream, text])).toEqual([
      ['stdout', 'a\n'],
      ['stderr', 'b\n'],
      ['stdout', '1\n'],
      ['stdout', '2\n'],
    ]);
    expect(times).toEqual([0, 2_000, 3_000, 4_000]);
    expect(clock.now()).toBe(START + 4_000);
  });

  test('of a streaming tool appears line by line, but is captured in pipes, substitutions and files', async () => {
    const beat = tool(
      'beat',
      async ({ clock, stdout, tty }) => {
        for (let count = 0; count < 3; count++) {
          stdout(`${tty.stdout ? 'terminal' : 'elsewhere'} ${count}\n`);
          await clock.sleep(100);
        }
        return 0;
      },
      true,
    );
    const { run, shown, events } = bench({ tools: [beat] });
    await run('beat');
    expect(events).toHaveLength(3);
    await run('v=$(beat); echo "[$v]"; beat | wc -l; beat > f; wc -l < f; { beat; } > g; wc -l < g');
    expect(shown()).toBe('terminal 0\nterminal 1\nterminal 2\n[elsewhere 0\nelsewhere 1\nelsewhere 2]\n3\n3\n3\n');
  });

  test('sent elsewhere by redirections stays off the screen', async () => {
    const { run, shown } = bench();
    await run('ls /nope 2>/dev/null; { echo o; ls /nope; } >f 2>&1; ls /nope >&2 2>/dev/null; f() { echo in; }; f > g');
    expect(shown()).toBe('');
    await run('exec 3>h; echo three >&3; exec 3>&-; cat h; wc -l < f; cat g');
    expect(shown()).toBe('three\n2\nin\n');
  });
});

describe('Ctrl-C', () => {
  test('ends what waits, with 130, and keeps the session', async () => {
    const { run, shown, clock, shell } = bench();
    await run('X=1');
    clock.after(2_500, () => shell.interrupt());
    expect(await run('Y=2; while true; do echo tick; sleep 1; done; echo never')).toBe(130);
    await run('echo $? $X $Y');
    expect(shown()).toBe('tick\ntick\ntick\n130 1 2\n');
  });

  test.each([
    'while true; do :; done',
    'until false; do x=$((x+1)); done',
    'f() { f2; }; f2() { :; }; for ((;;)); do f; done',
  ])('ends the endless loop %j', async (line) => {
    const { run, shell } = bench();
    setTimeout(() => shell.interrupt(), 30);
    expect(await run(line)).toBe(130);
    expect(shell.running).toBe(false);
  });

  test('runs a trap on INT', async () => {
    const { run, shown, clock, shell } = bench();
    clock.after(1_000, () => shell.interrupt());
    await run('trap "echo caught" INT; sleep 60');
    expect(shown()).toBe('caught\n');
  });
});

test('tail -f shows what is written to a file, through pipes too', async () => {
  const { run, shown, clock, shell } = bench({ files: { '/root/log': '1\n2\n3\n' } });
  clock.after(4_500, () => shell.interrupt());
  expect(await run('(sleep 2; echo late >> log) & tail -n 2 -f log')).toBe(130);
  expect(shown().replace(/^\[1\].*\n/gm, '')).toBe('2\n3\nlate\n');
  expect(await run('tail -f log | grep -m1 late; tail -f nope')).toBe(1);
  expect(shown()).toMatch(/late\ntail: cannot open 'nope'/);
});

describe('standard input', () => {
  test('typed text reaches read, cat and nested shells', async () => {
    const { run, shown, clock, shell } = bench();
    clock.after(10, () => shell.write('Ada Lovelace\n'));
    await run('read first last; echo "$last, $first"');
    clock.after(10, () => shell.write('one\n'));
    clock.after(20, () => shell.write('two\n'));
    clock.after(30, () => shell.write(undefined));
    await run('cat -; echo end');
    expect(shown()).toBe('Lovelace, Ada\none\ntwo\nend\n');
  });

  test('a nested shell prompts, asks for more, and ends with exit', async () => {
    const { run, shown, clock, shell } = bench({ prompt: '$ ' });
    for (const [index, line] of ['X=in\n', 'if true; then\n', 'echo $X $SHLVL; fi\n', 'exit 5\n'].entries()) {
      clock.after(10 * index + 10, () => shell.write(line));
    }
    expect(await run('bash')).toBe(5);
    expect(shown()).toBe('$ $ > in 2\n$ ');
    await run('echo "[$X]"');
    expect(shown()).toBe('[]\n');
  });

  test('utilities that are given files do not wait for the terminal', async () => {
    const { run } = bench({ files: { '/root/f': 'a\n' } });
    expect(await run('cat f; grep a f; sort -k 1 f; head -n 1 f; sed -e s/a/b/ f; jq . <<< 1; tail -n1 f; wc f')).toBe(
      0,
    );
  });
});
