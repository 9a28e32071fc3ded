import { describe, expect, test } from 'vitest';
import type { Tool } from '../types.ts';
import { runOnMachine } from './run-on-machine.ts';
import { type Bench, bench, tool } from './testing.ts';

/** A host whose `enter` runs a command in a pod, as kubectl exec does. */
function hostAndPod(builtins?: string[]): { host: Bench; pod: Bench } {
  const shared = bench();
  const pod = bench({
    clock: shared.clock,
    hostname: 'pod',
    prompt: 'pod$ ',
    builtins,
    files: { '/etc/motd': 'hello\n' },
  });
  const enter: Tool = tool('enter', async ({ args, stdinChunks, stdout, stderr, signal, input }) => {
    const [mode = '', ...command] = args;
    const stdin = mode.includes('i') ? stdinChunks() : undefined;
    return runOnMachine(pod.shell, command, { stdin, stdout, stderr, tty: mode.includes('t'), signal }, { input });
  });
  return { host: bench({ clock: shared.clock, tools: [enter] }), pod };
}

describe('running on another machine', () => {
  test.each([
    ['enter - cat /etc/motd', 'hello\n', 0],
    ["enter - sh -c 'hostname; exit 4'", 'pod\n', 4],
    ['enter - nosuch', '', 127],
    ['echo data | enter -i sh -c "cat > f; cat f"', 'data\n', 0],
    ['echo ignored | enter - cat', '', 0],
    ["enter - sh -c 'echo out; echo err >&2' 2>/dev/null", 'out\n', 0],
    ["x=$(enter - sh -c 'echo captured'); echo [$x]", '[captured]\n', 0],
    ["enter - sh -c 'sleep 2; date +%s' | cat", `${Date.UTC(2026, 0, 15, 10, 30, 2) / 1000}\n`, 0],
    ['enter - bash -c "for i in 1 2 3; do echo \\$i; sleep 1; done" | grep 2', '2\n', 0],
  ])('%s', async (line, shown, code) => {
    const { host } = hostAndPod();
    expect(await host.run(line)).toBe(code);
    expect(host.shown()).toBe(shown);
  });

  test.each([
    ["printf 'cat\\nread by cat\\n' | enter -i sh", 'read by cat\n', 0],
    ["printf 'read x\\nvalue\\necho got $x\\n' | enter -i sh", 'got value\n', 0],
    ["printf 'for i in 1 2\\ndo echo $i\\ndone\\nexit 3\\necho never\\n' | enter -i sh", '1\n2\n', 3],
    ["printf 'set -e\\nfalse || echo on\\n! true\\nfalse\\necho never\\n' | enter -i sh", 'on\n', 1],
    ["printf 'echo a\\nfi\\necho never\\n' | enter -i sh 2>/dev/null", 'a\n', 2],
    ["printf 'cat <<E\\nin here\\nE\\ncd /etc\\npwd' | enter -i sh", 'in here\n/etc\n', 0],
    ['printf \'x=1\\ntrap "echo bye" EXIT\\necho $x $1\\n\' | enter -i sh -s arg', '1 arg\nbye\n', 0],
  ])('a shell that reads its commands from outside: %s', async (line, shown, code) => {
    const { host } = hostAndPod();
    expect(await host.run(line)).toBe(code);
    expect(host.shown()).toBe(shown);
  });

  test('a shell without a terminal runs each command when it has arrived', async () => {
    const { pod } = hostAndPod();
    let shown = '';
    const typed: ((text: string | undefined) => void)[] = [];
    const stdin = {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          const text = await new Promise<string | undefined>((resolve) => typed.push(resolve));
          if (text === undefined) return;
          yield text;
        }
      },
    };
    const wait = () => new Promise((resolve) => setTimeout(resolve, 5));
    const streams = { stdin, stdout: (text: string) => void (shown += text), stderr: () => {}, tty: false };
    const { signal } = new AbortController();
    const ended = pod.clock.activity(() => runOnMachine(pod.shell, ['sh'], { ...streams, signal }));
    const type = async (text: string | undefined) => {
      while (typed.length === 0) await wait();
      typed.shift()!(text);
      while (typed.length === 0 && text !== undefined) await wait();
      return shown;
    };
    expect(await type('echo one\n')).toBe('one\n');
    expect(await type('if true; then\n')).toBe('one\n');
    expect(await type('echo two; fi\n')).toBe('one\ntwo\n');
    await type(undefined);
    expect(await ended).toBe(0);
  });

  test('an interactive shell takes over the terminal until exit', async () => {
    const { host } = hostAndPod();
    for (const [index, text] of [
      'X=1\n',
      'cat\n',
      'typed\n',
      undefined,
      'echo $X $(hostname)\n',
      'exit 6\n',
    ].entries()) {
      host.clock.after(10 * index + 10, () => host.shell.write(text));
    }
    expect(await host.run('enter -it bash')).toBe(6);
    expect(host.shown()).toBe('pod$ pod$ typed\npod$ 1 pod\npod$ ');
    expect(host.shell.prompt).toBe('root@lab:~# ');
  });

  test('Ctrl-C in an interactive shell ends its command or drops its line, not the shell', async () => {
    const { host } = hostAndPod();
    const typed: [number, string | symbol][] = [
      [10, 'while true; do echo tick; sleep 1; done\n'],
      [2_500, Symbol('Ctrl-C')],
      [3_000, 'echo $?; echo "open\n'],
      [4_000, Symbol('Ctrl-C')],
      [5_000, 'bash\n'],
      [5_100, 'sleep 60\n'],
      [6_000, Symbol('Ctrl-C')],
      [7_000, 'echo $SHLVL; exit\n'],
      [8_000, 'exit 3\n'],
    ];
    for (const [at, what] of typed) {
      host.clock.after(at, () => (typeof what === 'symbol' ? host.shell.interrupt() : host.shell.write(what)));
    }
    expect(await host.run('enter -it bash')).toBe(3);
    expect(host.shown()).toBe('pod$ tick\ntick\ntick\npod$ > \npod$ pod$ pod$ 3\npod$ ');
    host.clock.after(500, () => host.shell.interrupt());
    expect(await host.run('sleep 5')).toBe(130);
  });

  test('Ctrl-C ends a program that was given a terminal there', async () => {
    const { host } = hostAndPod();
    host.clock.after(500, () => host.shell.interrupt());
    expect(await host.run('enter -it sleep 60; echo rc $?')).toBe(0);
    expect(host.shown()).toBe('rc 130\n');
  });

  test('Ctrl-C ends the command there', async () => {
    const { host } = hostAndPod();
    host.clock.after(2_500, () => host.shell.interrupt());
    expect(await host.run("enter - sh -c 'while true; do echo tick; sleep 1; done'; echo never")).toBe(130);
    expect(host.shown()).toBe('tick\ntick\ntick\n');
  });

  test('knows what an image has: without a shell there is none', async () => {
    const { host, pod } = hostAndPod(['cat']);
    expect(await pod.shell.has('cat')).toBe(true);
    expect(await pod.shell.has('/etc/motd')).toBe(true);
    expect(await pod.shell.has('sh')).toBe(false);
    expect(await pod.shell.has('echo')).toBe(false);
    expect(await host.run('enter - cat /etc/motd')).toBe(0);
    expect(await host.run('enter -it sh')).toBe(127);
    expect(await host.run('enter - grep x /etc/motd')).toBe(127);
  });

  test('a second terminal shares files and programs, not variables', async () => {
    const { shell, free, shown } = bench();
    let second = '';
    const other = shell.open({ onOutput: ({ text }) => void (second += text) });
    await free(() => shell.run('X=1; echo shared > f; export Y=2'));
    await free(() => other.run('cat f; echo "[$X$Y]"; cd /tmp'));
    expect(second).toBe('shared\n[]\n');
    await free(() => shell.run('pwd'));
    expect(shown()).toBe('/root\n');
    expect(await shell.fs.readFile('/root/f')).toBe('shared\n');
  });

  test('marks what a line causes with the number of its input, jobs and scripts included', async () => {
    const seen: (number | undefined)[] = [];
    const probe = tool('probe', async ({ input }) => {
      seen.push(input);
      return 0;
    });
    const { shell, free } = bench({ tools: [probe] });
    await free(() => shell.run('probe; sh -c probe; echo | xargs probe; probe & wait', { input: 7 }));
    await free(() => shell.script('probe', { input: 8 }));
    await free(() => shell.run('probe'));
    expect(seen).toEqual([7, 7, 7, 7, 8, undefined]);
  });
});
