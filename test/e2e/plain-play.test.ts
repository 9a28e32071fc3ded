import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { firedrill, stateFolder } from '../support/firedrill.ts';
import { PtyProgram } from '../support/tui-pty.ts';

const play = (lines: string[], state?: string) =>
  firedrill(['play', 'tracks/alerts'], { input: `${lines.join('\n')}\n`, state });

test('a track can be played from a pipe to its end', async () => {
  const { code, stdout } = await play(['1', '2', 'check', 'next', '3', '4', 'next', '5', '6', '7', 'next']);
  expect(stdout).toMatch(/globalalert\.projectcalico\.org\/policy\.globalnetworkset created/);
  expect(stdout).toMatch(/You have finished "Alerts that really ring": 3 of 3 steps passed/);
  expect(code).toBe(0);
});

test('it does not go on while the alert has not fired, and says what is missing', async () => {
  const { stdout } = await play(['1', 'next', 'quit']);
  expect(stdout).toMatch(/Not yet: /);
  expect(stdout).toMatch(/This step is not done yet/);
  expect(stdout).toMatch(/Stopped at step 1 of 3/);
});

test('any line runs in one lasting shell', async () => {
  const { stdout } = await play([
    'X=41',
    'cd /tmp',
    'echo $((X + 1)) in $PWD',
    'cat <<EOF',
    'two',
    'lines',
    'EOF',
    'quit',
  ]);
  expect(stdout).toMatch(/42 in \/tmp/);
  expect(stdout).toMatch(/two\nlines/);
});

test('a nested shell in a pod takes the lines until exit', async () => {
  const { stdout } = await play([
    'kubectl exec -it multitool -- sh',
    'echo I am $HOSTNAME',
    'exit',
    'echo I am $HOSTNAME',
    'quit',
  ]);
  expect(stdout).toMatch(/I am multitool/);
  expect(stdout).toMatch(/I am controlplane/);
});

test('the learner’s own commands work in that shell too, and task shows the step', async () => {
  const { stdout } = await play(['1', '2', 'kubectl exec -it multitool -- sh', 'task', 'check', 'exit', 'quit']);
  expect(stdout.match(/step 1 of 3/g)).toHaveLength(3);
  expect(stdout).toMatch(/Passed: /);
  expect(stdout).not.toMatch(/not found/);
});

test('quitting and starting again lands in the same step, with the same world and shell', async () => {
  const state = stateFolder();
  await play(['1', '2', 'next', 'KEPT=yes', 'cd /tmp', '3', 'quit'], state);
  const { stdout } = await play(
    ['echo $KEPT $PWD', 'kubectl get globalalert dns.unsanctioned.access -o name', '4', 'check', 'quit'],
    state,
  );
  expect(stdout).toMatch(/step 2 of 3/);
  expect(stdout).toMatch(/yes \/tmp/);
  expect(stdout).toMatch(/globalalert\.projectcalico\.org\/dns\.unsanctioned\.access/);
  expect(stdout).toMatch(/Passed: /);
});

test('another version of firedrill keeps the progress', async () => {
  const state = stateFolder();
  await play(['1', '2', 'next', 'quit'], state);
  const file = join(state, 'alerts.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"firedrill":"[^"]*"/, '"firedrill":"0.0.1"'));
  const { stdout } = await play(['quit'], state);
  expect(stdout).toMatch(/begun with firedrill 0\.0\.1/);
  expect(stdout).toMatch(/step 2 of 3/);
});

test('skipped is not passed', async () => {
  const { stdout } = await play(['skip', 'yes', 'skip', 'yes', 'skip', 'yes']);
  expect(stdout).toMatch(/0 of 3 steps passed/);
});

test('hints come one at a time', async () => {
  const { stdout } = await play(['hint', 'quit']);
  expect(stdout).toMatch(/Hint 1 of 1:\nAny write will do/);
});

test('a session of one track does not serve another', async () => {
  const state = stateFolder();
  await firedrill(['play', 'tracks/alerts', '--session', 's'], { input: 'quit\n', state });
  const { code, stderr } = await firedrill(['play', 'tracks/anomaly-detection', '--session', 's'], {
    input: 'quit\n',
    state,
  });
  expect(stderr).toMatch(/this session belongs to "Alerts that really ring"/);
  expect(code).toBe(2);
});

test('the whole track can be done in two sittings', async () => {
  const state = stateFolder();
  await play(['1', '2', 'next', '3', '4', 'next', 'quit'], state);
  const { stdout } = await play(['5', '6', '7', 'next'], state);
  expect(stdout).toMatch(/3 of 3 steps passed/);
  expect((await play([], state)).stdout).toMatch(/finished "Alerts that really ring" already/);
});

test('progress that cannot be read is not thrown away', async () => {
  const state = stateFolder();
  await play(['1', 'quit'], state);
  const file = join(state, 'alerts.jsonl');
  writeFileSync(file, `{}\n${readFileSync(file, 'utf8').split('\n').slice(1).join('\n')}`);
  const { code, stderr } = await play(['quit'], state);
  expect(stderr).toMatch(/cannot be read; start over with --fresh/);
  expect(code).toBe(3);
});

test('a place where nothing can be kept is said in one line', async () => {
  const { code, stderr } = await play(['quit'], join(import.meta.dirname, 'plain-play.test.ts'));
  expect(stderr).toMatch(/^firedrill: progress cannot be kept in .*FIREDRILL_STATE\n$/);
  expect(code).toBe(3);
});

test('undo takes back what was done last, and a later sitting knows nothing of it', async () => {
  const state = stateFolder();
  const { stdout } = await play(
    ['KEPT=yes', 'kubectl create configmap gone', 'undo', 'kubectl get configmap gone', 'quit'],
    state,
  );
  expect(stdout).toMatch(/Taken back: kubectl create configmap gone/);
  expect(stdout).not.toMatch(/^gone/m);
  const later = await play(['echo $KEPT; kubectl get configmaps -o name', 'quit'], state);
  expect(later.stdout).toMatch(/^yes$/m);
  expect(later.stdout).not.toMatch(/^configmap\/gone/m);
});

test('reset asks, and brings the step back as it began', async () => {
  const { stdout } = await play([
    'touch /tmp/mine',
    'reset',
    'no',
    'ls /tmp/mine',
    'reset',
    'yes',
    'ls /tmp/mine || echo it is gone',
    'quit',
  ]);
  expect(stdout).toMatch(/Nothing was changed/);
  expect(stdout).toMatch(/^\/tmp\/mine$/m);
  expect(stdout).toMatch(/as it was when you came to it/);
  expect(stdout).toMatch(/^it is gone$/m);
});

const QUIZ_TRACK: Readonly<Record<string, string>> = {
  'track.yml': 'slug: quiz\ntitle: Asked\nlevel: beginner\n',
  'config.yml': 'version: "3"\nvirtualmachines:\n- name: box\n  environment:\n    OWNER: team-blue\n',
  'firedrill.yml': 'environment: hipstershop\n',
  '01-look/assignment.md': `---
slug: look
type: challenge
title: Look
notes:
- type: text
  contents: A word **before** it begins.
tabs:
- title: One
  type: terminal
  hostname: box
difficulty: basic
timelimit: 60
---
This belongs to [[ Instruqt-Var key="OWNER" hostname="box" ]].

\`\`\`bash
echo hello <NAME> of [[ Instruqt-Var key="OWNER" ]]
\`\`\`
`,
  '02-ask/assignment.md': `---
slug: ask
type: quiz
title: Two of three
answers: [red, green, blue]
solution: [0, 2]
difficulty: basic
timelimit: 60
---
Which?
`,
};

test('notes come first, variables are filled in, placeholders asked for, and a quiz is answered by numbers', async () => {
  const folder = stateFolder();
  for (const [path, text] of Object.entries(QUIZ_TRACK)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const state = stateFolder();
  const lines = ['1', '', '1', 'Zoe', 'next', 'check', '1', 'next', '9', '3 1', 'next'];
  const { stdout } = await firedrill(['play', folder], { input: `${lines.join('\n')}\n`, state });
  expect(stdout).toMatch(/A word before it begins\.[\s\S]*This belongs to team-blue\./);
  expect(stdout).toMatch(/The block was not run\.[\s\S]*^hello Zoe of team-blue$/m);
  expect(stdout).toMatch(/1 {2}red\n {2}2 {2}green\n {2}3 {2}blue\nType check to answer/);
  expect(stdout).toMatch(/Not yet: .*something is missing[\s\S]*numbered from 1 to 3[\s\S]*Passed: that is right/);
  expect(stdout).toMatch(/You have finished "Asked": 2 of 2 steps passed/);
});

test('a step is skipped, and a solution run, only after asking', async () => {
  const { stdout } = await play(['skip', 'no', 'quit']);
  expect(stdout).toMatch(/will not count as passed[\s\S]*Nothing was changed[\s\S]*Stopped at step 1 of 3/);
});

test('at a terminal Ctrl-D ends the shell in a pod and not the session, Tab completes, sentences break between words', async () => {
  const program = new PtyProgram(['play', 'tracks/alerts', '--plain'], { columns: 60, rows: 40 });
  await program.sees(/help\n>/);
  expect(program.screen.text).toMatch(/^Type a block's number to run it, any command, or: check,$/m);
  await program.press('kubectl exec -n hipstershop -it mult', 'Tab');
  await program.sees(/-it multitool$/);
  await program.press('-- sh', 'Enter');
  await program.sees(/root@multitool:\/#\s*$/);
  await program.press('\x04');
  await program.sees(/root@multitool:\/# exit\s+> *$|root@multitool:\/#\s+> *$/);
  await program.press('echo I am $HOSTNAME', 'Enter');
  await program.sees(/I am controlplane/);
  await program.press('\x04');
  expect((await program.exited).code).toBe(0);
  expect(program.screen.text).toMatch(/Stopped at step 1 of 3/);
});

test('half a line at the prompt is kept through a crash, half an answer to a program is not', async () => {
  const state = stateFolder();
  const program = new PtyProgram(['play', 'tracks/alerts', '--plain'], { columns: 80, rows: 40, state });
  const journal = () => readFileSync(join(state, 'alerts.jsonl'), 'utf8');
  await program.sees(/help\n>/);
  await program.press('echo kept');
  await expect.poll(journal).toContain('"draft":"echo kept"');
  await program.press('Enter');
  await program.sees(/^kept$/m);
  await program.press('read -r PASSWORD', 'Enter');
  await expect.poll(journal).toContain('read -r PASSWORD');
  await program.press('hunter2');
  await program.sees(/hunter2/);
  program.kill('SIGKILL');
  await program.exited;
  expect(journal()).not.toContain('hunter2');
});
