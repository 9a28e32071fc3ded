import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { KeyboardKind } from './keyboard.ts';
import { LocalShell } from './local-shell.ts';
import { OutputFilter } from './output-filter.ts';

const open: LocalShell[] = [];
afterEach(() => {
  for (const shell of open.splice(0)) shell.close();
});

function shellOn(keyboard: KeyboardKind) {
  const home = mkdtempSync(join(tmpdir(), 'firedrill-local-'));
  const printed = { stdout: '', stderr: '' };
  const shell = new LocalShell({
    home,
    control: join(home, '.control'),
    env: { PATH: process.env.PATH!, HOME: home, TERM: 'dumb' },
    keyboard,
    prompt: (cwd) => `${cwd}$ `,
    onOutput: ({ stream, text }) => void (printed[stream] += text),
  });
  open.push(shell);
  return { shell, home, printed };
}

/** Waits until a condition holds. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(holds()).toBe(true);
}

describe.each(['none', 'terminal'] as const)('a bash with keyboard "%s"', (keyboard) => {
  test('keeps variables, functions, aliases, the directory and $? from line to line', async () => {
    const { shell, printed } = shellOn(keyboard);
    expect(await shell.run('X=1; declare Y=2; f() { echo f $X; }; alias say=echo; cd /; false')).toBe(1);
    expect(await shell.run('echo $? $Y $PWD; f; say hi')).toBe(0);
    expect(printed.stdout).toBe('1 2 /\nf 1\nhi\n');
    expect(shell.cwd).toBe('/');
    expect(shell.prompt).toBe('/$ ');
  });

  test('runs heredocs and many lines as typed, and survives break, exit and set -e', async () => {
    const { shell, printed } = shellOn(keyboard);
    await shell.run('cat <<EOF | tr a-z A-Z\none\ntwo\nEOF');
    await shell.run('break');
    expect(await shell.run('exit 3')).toBe(3);
    expect(await shell.run('set -e; false; echo never')).toBe(1);
    expect(await shell.run('echo still here')).toBe(0);
    expect(printed.stdout).toBe('ONE\nTWO\nstill here\n');
  });

  test('Ctrl-C ends the whole group and the rest of the line, not the shell', async () => {
    const { shell, printed } = shellOn(keyboard);
    await shell.run('X=kept');
    const running = shell.run('(sleep 61.25; echo no) | cat; echo nor this');
    await until(() => sleeping('61.25'));
    shell.interrupt();
    expect(await running).toBe(130);
    expect(sleeping('61.25')).toBe(false);
    await shell.run('echo $X');
    expect(printed.stdout).not.toContain('nor this');
    expect(printed.stdout).toContain('kept\n');
  });

  test('close ends what was left in the background', async () => {
    const { shell } = shellOn(keyboard);
    await shell.run('sleep 61.75 &');
    await until(() => sleeping('61.75'));
    shell.close();
    await until(() => !sleeping('61.75'));
  });
});

function sleeping(seconds: string): boolean {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').includes(`sleep ${seconds}`);
}

test('a terminal is a real one, and shows what is typed into a program itself', async () => {
  const { shell, printed } = shellOn('terminal');
  const running = shell.run('test -t 0 && echo tty; read -p "name? " name; echo "hi $name"');
  await until(() => printed.stdout.includes('name? '));
  shell.write('bob\n');
  expect(await running).toBe(0);
  expect(printed.stdout).toBe('tty\nname? bob\nhi bob\n');
});

test('lines can be typed into a program through a pipe', async () => {
  const { shell, printed } = shellOn('lines');
  const running = shell.run('read a; echo "$a!"');
  await until(() => shell.wantsInput);
  shell.write('hello\n');
  await running;
  expect(printed.stdout).toBe('hello!\n');
});

test('where nobody types, programs are at the end of their input', async () => {
  const { shell } = shellOn('none');
  expect(await shell.run('cat; read x')).toBe(1);
});

test('a script is a process of its own: fresh variables, output captured, only the environment it is given', async () => {
  const { shell } = shellOn('none');
  await shell.run('X=1; cd /');
  const { code, stdout, stderr } = await shell.script('echo "$0:$X:$A:$1" | sed s,.*/,,; echo oops >&2; pwd; exit 4', {
    name: 'check-host',
    env: { A: 'a' },
    args: ['first'],
  });
  expect([code, stderr]).toEqual([4, 'oops\n']);
  expect(stdout).toMatch(/^check-host::a:first\n\/.*firedrill-local-/);
});

test('a script that takes too long is ended with all it started', async () => {
  const { shell } = shellOn('none');
  const stop = new AbortController();
  const work = shell.script('sleep 61.5 & trap "" INT; sleep 61.5', { signal: stop.signal });
  await until(() => sleeping('61.5'));
  stop.abort();
  expect((await work).code).toBe(130);
  await until(() => !sleeping('61.5'));
});

test.each([
  ['echo "a', true],
  ['cat <<EOF\nx', true],
  ['cat <<EOF\nx\nEOF', false],
  ['for i in 1 2; do', true],
  ['echo a \\', true],
  ['echo a |', true],
  ['echo )', false],
  ['kubectl get pods', false],
])('bash itself says whether %j goes on: %s', (line, expected) => {
  expect(shellOn('none').shell.isIncomplete(line)).toBe(expected);
});

test('the file tabs see the session folder and nothing else', async () => {
  const { shell, home } = shellOn('none');
  writeFileSync(join(home, 'notes'), 'mine');
  symlinkSync('/etc', join(home, 'way-out'));
  expect(await shell.fs.readFile(join(home, 'notes'))).toBe('mine');
  await expect(async () => shell.fs.readFile('/etc/hostname')).rejects.toMatchObject({ code: 'EACCES' });
  await expect(async () => shell.fs.readFile(join(home, 'way-out/hostname'))).rejects.toMatchObject({ code: 'EACCES' });
  expect(await shell.fs.exists('/etc/hostname')).toBe(false);
  expect(existsSync('/etc/hostname')).toBe(true);
});

describe('output', () => {
  const filtered = (...pieces: string[]) => {
    const filter = new OutputFilter('T', () => {});
    return pieces.map((piece) => filter.pass(piece)).join('');
  };

  test('keeps colours and text, and loses what steers a terminal', () => {
    expect(filtered('\x1b[31mred\x1b[0m\ttab\r\n')).toBe('\x1b[31mred\x1b[0m\ttab\r\n');
    expect(filtered('a\x1b]52;c;aGk=\x07b\x1b]0;title\x1b\\c\x1b[2Jd\x1b[6ne\x1bcf\x07\x9b31mg')).toBe('abcdef31mg');
  });

  test('does so however the sequence is cut', () => {
    const text = 'a\x1b]52;c;aGk=\x07b\x1b[5;5Hc\x1b[1md\x1bPq#0\x1b\\e';
    for (let cut = 0; cut <= text.length; cut++)
      expect(filtered(text.slice(0, cut), text.slice(cut))).toBe('abc\x1b[1mde');
  });

  test('a sequence without an end does not hold back what comes later for ever', () => {
    expect(filtered('a\x1b]', 'x'.repeat(5_000), 'b\n')).toContain('b\n');
  });
});
