import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firedrill } from '../support/firedrill.ts';

function newFolder(name = 'dns-tunnel'): string {
  return join(mkdtempSync(join(tmpdir(), 'firedrill-new-')), name);
}

test('a new track with a challenge, a quiz and a check more validates and passes as it is, both ways', async () => {
  const track = newFolder();
  const made = [
    await firedrill(['new', 'track', track, '--title', 'Tunnels: "find" them']),
    await firedrill(['new', 'challenge', track, 'What the logs say']),
    await firedrill(['new', 'quiz', track, 'Zählt es? # 1']),
    await firedrill(['new', 'check', track, '2']),
  ];
  expect(made.map(({ code, stderr }) => [code, stderr])).toEqual(
    made.map(() => [0, `Next: firedrill validate ${track}, then firedrill test ${track}\n`]),
  );
  expect(made[2]!.stdout).toBe(`${track}/03-zahlt-es-1/assignment.md\n`);
  expect(made[3]!.stdout).toBe(`${track}/checks/first-alert/02-set-it-off.sh\n`);
  const validated = await firedrill(['validate', track]);
  expect(validated.stdout).toBe('0 errors, 0 warnings\n');
  const tested = await firedrill(['test', track, '--strategy', 'both']);
  expect(tested.stdout).toContain('0 failed');
  expect(tested.code).toBe(0);
});

test('a check for a step without an alert fails until it is filled in', async () => {
  const track = newFolder();
  await firedrill(['new', 'track', track]);
  const file = join(track, '01-first-alert/assignment.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/kubectl apply[\s\S]*?\nEOF/, 'kubectl get pods'));
  await firedrill(['new', 'check', track, '01-configure-the-alert']);
  const { code, stdout } = await firedrill(['test', track]);
  expect(stdout).toContain('There is no namespace replace-me yet');
  expect(code).toBe(1);
});

test('nothing is overwritten, and what is wrong is said', async () => {
  const track = newFolder();
  await firedrill(['new', 'track', track]);
  const text = readFileSync(join(track, 'track.yml'), 'utf8');
  const said = async (...args: string[]) => {
    const { code, stderr } = await firedrill(['new', ...args]);
    return [code, stderr.replaceAll(track, 'T')];
  };
  expect(await said('track', track)).toEqual([
    2,
    'firedrill: T is there already; name a folder that is new or empty\n',
  ]);
  expect(await said('challenge', track, 'First alert')).toEqual([
    2,
    'firedrill: the track has a challenge first-alert already; choose another title\n',
  ]);
  expect(await said('check', track, '9')).toEqual([
    2,
    'firedrill: there is no step 9 in T; there are: 01-configure-the-alert, 02-set-it-off\n',
  ]);
  expect(await said('quiz', 'README.md', 'x')).toEqual([
    2,
    'firedrill: README.md is no track folder; firedrill new track FOLDER makes one\n',
  ]);
  expect(readFileSync(join(track, 'track.yml'), 'utf8')).toBe(text);
});
