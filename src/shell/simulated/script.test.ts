import { describe, expect, test } from 'vitest';
import { bench, output } from './testing.ts';

describe('a script', () => {
  test('is a process of its own on the same files', async () => {
    const { run, shown, shell, free } = bench();
    await run('X=session; f() { :; }; cd /tmp; set -u');
    const result = await free(() =>
      shell.script(
        'echo "${X-none}"; type f; X=script; cd /etc; set -e; echo made > /root/made; echo "$1|$2|$#|$0"; exit 4',
        {
          name: 'check.sh',
          args: ['a b', 'c'],
        },
      ),
    );
    expect(result).toEqual({ code: 4, stdout: 'none\na b|c|2|check.sh\n', stderr: 'bash: type: f: not found\n' });
    await run('echo $X $PWD; cat /root/made');
    expect(shown()).toBe('session /tmp\nmade\n');
  });

  test('takes its environment, directory and standard input from the caller', async () => {
    const { shell, free } = bench({ env: { LAB: 'yes' } });
    const result = await free(() =>
      shell.script('read -r first; cat; echo $LAB $EXTRA $HOME; pwd; bash -c "echo child $EXTRA"', {
        env: { EXTRA: 'more' },
        cwd: '/tmp',
        stdin: 'one\ntwo\n',
      }),
    );
    expect(result.stdout).toBe('two\nyes more /root\n/tmp\nchild more\n');
  });

  test('ends at the first failure under set -e, and says how', async () => {
    const { shell, free } = bench();
    const result = await free(() =>
      shell.script('set -euo pipefail\necho a\nx=$(false; echo survives)\necho $x\nfalse | true\necho never'),
    );
    expect(result).toEqual({ code: 1, stdout: 'a\nsurvives\n', stderr: '' });
  });

  test.each([
    ['trap "echo bye" EXIT; echo hi; exit 3', 'hi\nbye\n', 3],
    ['trap "echo bye" EXIT; set -e; false; echo never', 'bye\n', 1],
    ['trap "echo bye \\$?; exit 9" EXIT; exit 2', 'bye 2\n', 9],
    ['trap "echo failed" ERR; false; true; if false; then :; fi; (exit 2)', 'failed\nfailed\n', 2],
    ['trap "echo x" EXIT; trap - EXIT; trap -p; echo done', 'done\n', 0],
    ["trap 'echo a' EXIT INT; trap -p; trap - EXIT", "trap -- 'echo a' EXIT\ntrap -- 'echo a' SIGINT\n", 0],
  ])('%s', async (text, stdout, code) => {
    const { shell, free } = bench();
    expect(await free(() => shell.script(text))).toEqual({ code, stdout, stderr: '' });
  });

  test('kept in a file runs by path, by bash and by source', async () => {
    const files = {
      '/root/s.sh': '#!/bin/bash\necho "${BASH_SOURCE[0]} $0 $# $1"\nX=set\nexit 6\n',
      '/root/lib.sh': 'lib() { echo "lib $1"; }\n',
    };
    expect(
      await output('./s.sh "a b"; echo $? $X; bash s.sh; sh -c "./s.sh q"; . ./lib.sh; lib y; ./lib.sh', { files }),
    ).toBe('./s.sh ./s.sh 1 a b\n6\ns.sh s.sh 0 \n./s.sh ./s.sh 1 q\nlib y\n' + 'bash: ./lib.sh: Permission denied\n');
  });

  test('walks its parameters as they are', async () => {
    expect(
      await output('set -- "a b" "" c; for x; do echo "[$x]"; done; f() { for y; do echo "<$y>"; done; }; f "p q" r'),
    ).toBe('[a b]\n[]\n[c]\n<p q>\n<r>\n');
  });

  test('stops when its caller gives up', async () => {
    const { shell, free, clock } = bench();
    const abort = new AbortController();
    clock.after(1_000, () => abort.abort(new Error('too long')));
    const result = await free(() => shell.script('echo started; sleep 60; echo never', { signal: abort.signal }));
    expect(result).toEqual({ code: 130, stdout: 'started\n', stderr: '' });
  });

  test.each([
    ['echo "echo from stdin; exit 3" | bash; echo $?', 'from stdin\n3\n'],
    ['echo "echo \\$1" | bash -s arg', 'arg\n'],
    ['bash -c "echo \\$0 \\$1" name one', 'name one\n'],
    ['bash -ec "false; echo never"; echo $?', '1\n'],
    ['bash -o pipefail -c "false | true"; echo $?', '1\n'],
    ['X=1 bash -c "echo x=\\$X"; env Y=2 bash -c "echo y=\\$Y"; Z=3; sh -c "echo z=\\$Z"', 'x=1\ny=2\nz=\n'],
    ['bash nosuch.sh; echo $?', '127\nbash: nosuch.sh: No such file or directory\n'],
    ['bash -Q; echo $?', '2\nbash: -Q: invalid option\n'],
    ['bash -c "cat; kill \\$\\$; echo never" <<< in; echo $?', 'in\n143\n'],
  ])('%s', async (text, expected) => {
    expect(await output(text)).toBe(expected);
  });
});
