import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { firedrill, PROJECT } from '../support/firedrill.ts';

function temporary(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-test-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('firedrill test', () => {
  test('verifies both shipped tracks and counts what it saw', async () => {
    const { code, stdout, stderr } = await firedrill(['test', 'tracks/alerts', 'tracks/anomaly-detection']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/✓ 03/);
    expect(stdout).toMatch(/7 verified, 1 ran unchecked, 0 failed/);
    expect(code).toBe(0);
  });

  test('verifies them by their solve scripts too', async () => {
    const { code, stdout } = await firedrill([
      'test',
      '--strategy',
      'solve',
      'tracks/alerts',
      'tracks/anomaly-detection',
    ]);
    expect(stdout).toMatch(/2 verified, 0 ran unchecked, 0 failed/);
    expect(code).toBe(0);
  });

  test('prints the same as JSON for programs', async () => {
    const { stdout } = await firedrill(['test', '--json', 'tracks/alerts']);
    const { tracks } = JSON.parse(stdout);
    expect(tracks[0].steps.map((step: { outcome: string }) => step.outcome)).toEqual([
      'verified',
      'verified',
      'verified',
    ]);
  });
});

describe('firedrill shell', () => {
  test('a script that reads more than there is goes on at the end of its input', async () => {
    const { code, stdout } = await firedrill(['shell', '--environment', 'empty'], { input: 'cat; sort\necho after' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'after\n' });
  });

  test('runs a script on the simulated host and returns its exit code', async () => {
    const script = 'kubectl get ns hipstershop --no-headers | cut -d" " -f1\nX=7\nexit $X\n';
    const { code, stdout } = await firedrill(['shell', '--environment', 'hipstershop'], { input: script });
    expect(stdout).toBe('hipstershop\n');
    expect(code).toBe(7);
  });

  test('shows a mounted folder, and never changes it', async () => {
    const folder = temporary({ 'demo/x.txt': 'one\n' });
    const script = 'cat demo/x.txt; echo two > demo/x.txt; cat demo/x.txt\n';
    const { stdout } = await firedrill(['shell', '--environment', 'empty', '--mount', folder], { input: script });
    expect(stdout).toBe('one\ntwo\n');
    expect(readFileSync(join(folder, 'demo/x.txt'), 'utf8')).toBe('one\n');
  });

  test('mounts bytes as bytes, and follows no link out of the folder', async () => {
    const folder = temporary({ 'inside.txt': 'in\n' });
    writeFileSync(
      join(folder, 'bytes.bin'),
      Uint8Array.from({ length: 256 }, (_, value) => value),
    );
    symlinkSync('/etc/passwd', join(folder, 'out'));
    symlinkSync('inside.txt', join(folder, 'link'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    const script = 'wc -c < bytes.bin; cat link; ls out dangling 2>/dev/null; true\n';
    const { stdout, stderr, code } = await firedrill(['shell', '--environment', 'empty', '--mount', folder], {
      input: script,
    });
    expect(stdout.replace(/ /g, '')).toBe('256\nin\n');
    expect(stderr).toMatch(/out leads out of the folder or nowhere/);
    expect(code).toBe(0);
  });

  test('mounts folders only', async () => {
    const { code, stderr } = await firedrill(['shell', '--environment', 'empty', '--mount', 'package.json'], {
      input: 'ls',
    });
    expect(stderr).toMatch(/package\.json is no folder/);
    expect(code).toBe(2);
  });

  test('an unknown environment names the ones there are', async () => {
    const { code, stderr } = await firedrill(['shell', '--environment', 'moon'], { input: 'ls' });
    expect(stderr).toMatch(/there is no environment "moon"; there are: .*hipstershop/);
    expect(code).toBe(2);
  });
});

describe('bad input', () => {
  const cases: readonly (readonly [string, Record<string, string>, string[], RegExp, number])[] = [
    ['malformed front matter', { 'a.md': '---\ntitle: "open\n---\n# x\n' }, ['test'], /a\.md:\d+/, 1],
    ['front matter that wants to run code', { 'a.md': '---js\nglobalThis.ran = 1\n---\n# x\n' }, ['test'], /a\.md/, 1],
    ['a folder without a track', { 'a/readme.txt': 'x' }, ['test'], /track\.yml|track/, 1],
    [
      'a manifest that is no YAML',
      { 'a.md': '# A\n\n```bash\nkubectl apply -f - <<EOF\nkind: [\nEOF\n```\n' },
      ['test', '--environment', 'empty'],
      /YAML|yaml/,
      1,
    ],
  ];
  test.each(cases)('%s: one message, no stack', async (_, files, args, said, wanted) => {
    const folder = temporary(files);
    const path = join(folder, Object.keys(files)[0]!.split('/')[0]!);
    const { code, stdout, stderr } = await firedrill([...args, path]);
    expect(stdout + stderr).toMatch(said);
    expect(stdout + stderr).not.toMatch(/\n\s+at .*\.(js|ts):\d+/);
    expect(code).toBe(wanted);
  });

  test('a challenge behind a link out of the track is refused', async () => {
    const folder = temporary({ 'track.yml': 'slug: t\ntitle: T\n', '01-a/readme': '' });
    symlinkSync('/etc/passwd', join(folder, '01-a/assignment.md'));
    const { code, stderr } = await firedrill(['test', '--environment', 'empty', folder]);
    expect(stderr).toMatch(/01-a\/assignment\.md is a link out of/);
    expect(code).toBe(1);
  });

  test.each([
    ['test', '', 'this path is empty'],
    ['validate', '', 'this path is empty'],
    ['validate', '/dev/null', '/dev/null is neither a folder nor a text file'],
    ['test', '/dev/null', '/dev/null is neither a folder nor a text file'],
  ])('firedrill %s %j says what is wrong with the path', async (command, path, message) => {
    const { code, stderr } = await firedrill([command, path]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test('a file that is not there is a usage error', async () => {
    const { code, stderr } = await firedrill(['test', 'nowhere.md']);
    expect(stderr).toMatch(/there is no nowhere\.md/);
    expect(code).toBe(2);
  });

  test.each([[['dance']], [['test']], [['test', '--spede', '3', 'x']], [['shell', '--speed', 'fast']]])(
    '%j is a usage error',
    async (args) => {
      const { code, stderr } = await firedrill(args as string[]);
      expect(stderr).not.toBe('');
      expect(code).toBe(2);
    },
  );
});

describe('--help', () => {
  test.each([
    [['--help']],
    [['play', '--help']],
    [['test', '--help']],
    [['validate', '--help']],
    [['shell', '--help']],
  ])('%j shows help', async (args) => {
    const { code, stdout } = await firedrill(args as string[]);
    expect(stdout).toMatch(/Usage: firedrill/);
    expect(code).toBe(0);
  });
});

describe('standard output that nobody takes', () => {
  const run = (line: string) => execa('bash', ['-c', line], { cwd: PROJECT, reject: false });
  const program = `'${process.execPath}' dist/main.js`;

  test('firedrill test goes on to its end, and its exit code is true', async () => {
    const folder = temporary({ 'a.md': '# A\n\n```bash\nkubectl delete ns x\n```\n\n# B\n\n```bash\nls\n```\n' });
    const report = `--report junit=${folder}/a.xml`;
    const { exitCode } = await run(
      `set -o pipefail; ${program} test ${folder}/a.md --environment empty --keep-going ${report} | true`,
    );
    expect(exitCode).toBe(1);
    expect(readFileSync(join(folder, 'a.xml'), 'utf8')).toContain('tests="2"');
  });

  test.skipIf(!existsSync('/dev/full'))('a device that is full is one message', async () => {
    const { exitCode, stderr } = await run(`${program} list > /dev/full`);
    expect(stderr).toMatch(/^firedrill: standard output cannot be written: ENOSPC[^\n]*$/);
    expect(exitCode).toBe(3);
  });
});
