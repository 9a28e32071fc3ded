import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type ScreenedLab, screenedLab } from '../support/tui-lab.ts';

let lab: ScreenedLab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const FILES = {
  'track.yml': 'slug: tabs\ntitle: Every kind of tab\nlevel: beginner\n',
  'config.yml': 'version: "3"\nvirtualmachines:\n- name: box\n  environment:\n    OWNER: team-blue\n',
  'firedrill.yml': 'environment: hipstershop\nfiles:\n  notes/today.txt: today.txt\n',
  'today.txt': 'first line\nsecond line\n',
  '01-look/assignment.md': `---
slug: look
type: challenge
title: Look around
tabs:
- title: One
  type: terminal
  hostname: box
- title: Files
  type: code
  hostname: box
  path: /root/notes
- title: Elsewhere
  type: website
  url: https://example.com/page
- title: Odd
  type: hologram
- title: Two
  type: terminal
  hostname: box
difficulty: basic
timelimit: 60
---
This belongs to [[ Instruqt-Var key="OWNER" hostname="box" ]].

\`\`\`bash
echo hello <NAME> of [[ Instruqt-Var key="OWNER" ]]
\`\`\`

<details>
<summary>More about it</summary>

\`\`\`bash
echo inside
\`\`\`
</details>

\`\`\`bash
exit_with() { return $1; }; kubectl delete pod nobody
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

function track(): string {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-tabs-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test('variables are filled in, placeholders asked for, folds opened, failures told apart', async () => {
  lab = await screenedLab(track(), { columns: 120, rows: 40 });
  const { press, sees, screen } = lab;
  await sees(/This belongs to team-blue\./);
  expect(screen.text).not.toMatch(/inside/);
  press('Enter');
  await sees(/Block 1 asks for <NAME>/);
  press('Zoe', 'Enter');
  await sees(/hello Zoe of team-blue/);
  await sees(/ok 0/);
  press('o');
  await sees(/\[2\] bash[\s\S]*echo inside/);
  press('3');
  await sees(/failed, exit 1/);
  await sees(/Block 3 did not work/);
});

test('a block can be edited before it runs, and shown without frames', async () => {
  lab = await screenedLab(track(), { columns: 120, rows: 40 });
  const { press, sees, screen } = lab;
  press('z');
  await sees(/^echo hello <NAME>/m);
  press('Escape');
  await new Promise((resolve) => setTimeout(resolve, 100));
  press('e', '\x15', 'echo $((6 * 7))', 'Enter');
  await sees(/[│┃]42 /);
  press('y');
  await sees(/clipboard/);
  expect(screen.raw).toContain('\x1b]52;c;');
});

test('a code tab shows files, edits them, and the shell sees what was saved', async () => {
  lab = await screenedLab(track(), { columns: 120, rows: 40 });
  const { press, sees } = lab;
  press(']', 'Tab');
  await sees(/▸ \/root\/notes\/today\.txt/);
  press('Enter');
  await sees(/1 first line[\s\S]*2 second line/);
  press('e', 'zero ', '\x13');
  await sees(/today\.txt is saved[\s\S]*|1 zero first line/);
  press('\x07', '[', 'cat notes/today.txt', 'Enter');
  await sees(/[│┃]zero first line/);
});

test('addresses are shown and never opened; a tab of an unknown type says so', async () => {
  lab = await screenedLab(track(), { columns: 120, rows: 40 });
  const { press, sees } = lab;
  press(']', ']');
  await sees(/\[Elsewhere\][\s\S]*https:\/\/example\.com\/page[\s\S]*does not open addresses/);
  press(']');
  await sees(/\[Odd\][\s\S]*of the type "hologram"/);
});

test('each terminal tab is a shell of its own on the same files', async () => {
  lab = await screenedLab(track(), { columns: 120, rows: 40 });
  const { press, sees } = lab;
  press('Tab', 'X=here; echo kept > note', 'Enter', '\x07', ']', '\x07', ']', '\x07', ']', '\x07', ']');
  await sees(/\[Two\]/);
  press('echo "<$X>" $(cat note)', 'Enter');
  await sees(/[│┃]<> kept/);
});

test('a quiz is asked and answered by numbers', async () => {
  lab = await screenedLab(track(), { columns: 80, rows: 24 });
  const { press, sees, session } = lab;
  press('s', '2');
  await sees(/step 2 of 2/);
  await sees(/Which\?/);
  press('c');
  await sees(/1 {2}\[ \] red/);
  press('1', 'Enter');
  await sees(/something is missing/);
  press('c', '3', '1', 'Enter');
  await sees(/passed: step 2 of 2/);
  press('N');
  await sees(/You have finished "Every kind of tab": 1 of 2 steps passed/);
  expect(session.state.finished).toBe(true);
});
