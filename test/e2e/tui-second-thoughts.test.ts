import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { PtyProgram } from '../support/tui-pty.ts';

/** Two steps: a file is to be written, which the solution does as well. */
const FILES = {
  'track.yml': 'slug: second\ntitle: Second thoughts\n',
  'firedrill.yml': 'environment: bare\n',
  '01-write/assignment.md':
    '---\nslug: write\ntitle: Write\n---\nWrite it.\n\n```bash\nsleep 2\necho from the block\n```\n\n```bash\ncat /root/answer\n```\n',
  '01-write/check-host': '#!/bin/bash\ngrep -q 42 /root/answer || fail-message "no answer in /root/answer"\n',
  '01-write/solve-host': '#!/bin/bash\necho 42 from the solution > /root/answer\n',
  '02-end/assignment.md': '---\nslug: end\ntitle: End\n---\nThe end.\n\n```bash\ntrue\n```\n',
};

async function begin(): Promise<PtyProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-second-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const program = new PtyProgram(['play', folder]);
  await program.sees(/Enter goes on/);
  await program.press('Enter');
  await program.sees(/Write it[\s\S]*Enter run 1/);
  return program;
}

/** Types a line into the shell and waits for what it prints, then goes back to the text. */
async function run(program: PtyProgram, line: string, prints: RegExp) {
  await program.press('Tab');
  await program.sees(/\[Shell\][\s\S]*F1 help/);
  await program.press(line, 'Enter');
  await program.sees(prints);
  await program.press('F2');
  await program.sees(/\[Text\]/);
}

async function leave(program: PtyProgram) {
  await program.press('Ctrl-C');
  expect((await program.exited).code).toBe(130);
}

test('s asks, Esc stays; the solution runs over the learner’s work, which u brings back', async () => {
  const program = await begin();
  await run(program, 'echo my own > /root/answer; cat /root/answer', /^my own/m);
  await program.press('s');
  await program.sees(/Solve or skip this step\?[\s\S]*it will not count as passed/);
  await program.press('x', 'Escape');
  await program.sees(/\[Text\][\s\S]*Enter run 1/);
  await program.press('c');
  await program.sees(/not yet: step 1 of 2[\s\S]*no answer in \/root\/answer/);
  await program.press('Escape', 's', '1');
  await program.sees(/The solution has run\. c checks/);
  await run(program, 'cat /root/answer', /^42 from the solution/m);
  await program.press('c');
  await program.sees(/passed: step 1 of 2/);
  // The look at the file, the solution, and then the own work are taken back one after the other.
  await program.press('Escape', 'u');
  await program.sees(/Taken back: cat \/root\/answer/);
  await program.press('u');
  await program.sees(/Taken back: the solution/);
  await run(program, 'echo now $(cat /root/answer)', /^now my own/m);
  await program.press('u');
  await program.sees(/Taken back: echo now/);
  await program.press('u');
  await program.sees(/Taken back: echo my own/);
  await run(program, 'cat /root/answer', /cat: \/root\/answer: No such file/);
  await leave(program);
}, 60_000);

test('s 2 skips, which does not count, and u leads back; where there is no solution s says so', async () => {
  const program = await begin();
  await program.press('s', '2');
  await program.sees(/step 2 of 2[\s\S]*does not count as passed/);
  await program.press('u');
  await program.sees(/step 1 of 2[\s\S]*Taken back: skipping step 1/);
  await program.press('s', '2');
  await program.sees(/step 2 of 2/);
  await program.press('s', '1');
  await program.sees(/step 2 of 2[\s\S]*brings no solution\. 2 skips/);
  await program.press('N');
  await program.sees(/1 of 2 steps passed/);
  await leave(program);
}, 60_000);

test('R asks, any key but y stays, y takes back what was done in the step', async () => {
  const program = await begin();
  await run(program, 'KEPT=mine; echo $KEPT > /root/answer; cat /root/answer', /^mine/m);
  await program.press('R');
  await program.sees(/Begin this step anew\?/);
  await program.press('n', 'Enter');
  await program.sees(/Begin this step anew\?/);
  await program.press('Escape');
  await run(program, 'echo still $KEPT', /^still mine/m);
  await program.press('R', 'y');
  await program.sees(/This step begins anew/);
  await run(program, 'echo "<$KEPT>"; cat /root/answer', /^<>[\s\S]*No such file/m);
  await leave(program);
}, 60_000);

test('a line typed while a block starts, or runs, runs behind it', async () => {
  const program = await begin();
  // All in one piece: the block has been asked for and has not begun.
  await program.press('\r\techo typed at once\r');
  await program.sees(/sleep 2/);
  await program.press('echo typed ahead', 'Enter', 'echo half');
  await program.sees(/^from the block[\s\S]*^typed at once[\s\S]*^typed ahead[\s\S]*# echo half/m);
  await program.press(' a line', 'Enter');
  await program.sees(/^half a line/m);
  await program.press('F2');
  await program.sees(/\[Text\]/);
  await leave(program);
}, 60_000);
