import { expect, test } from 'vitest';
import { createRandom } from '../../src/clock/index.ts';
import { stateFolder } from '../support/firedrill.ts';
import { PtyProgram } from '../support/tui-pty.ts';

/** Each a start of the program; the many points are in kill.test.ts, below the screen. */
const KILLS = 4;

test(`the full screen, killed ${KILLS} times while a line is typed, has the line, the shell and its history as they were`, async () => {
  const state = stateFolder();
  const random = createRandom(7);
  const open = () => new PtyProgram(['play', 'tracks/alerts'], { state });
  let program = open();
  await program.sees(/Enter goes on/);
  await program.press('Enter');
  await program.sees(/Enter next/);
  await program.press('Enter');
  await program.sees(/Enter (run|show) 1/);
  await program.press('Tab', 'KEPT=yes; cd /tmp', 'Enter');
  await program.sees(/root@controlplane:\/tmp#/);
  let typed = 'echo "';
  await program.press(typed);
  for (let round = 0; round < KILLS; round++) {
    const more = `word${round} `;
    const until = 1 + random.integer(more.length - 1);
    for (const letter of more.slice(0, until)) await program.press(letter);
    typed += more.slice(0, until);
    await program.sees(new RegExp(typed.trimEnd().replace(/\$/g, '\\$')));
    program.kill('SIGKILL');
    await program.exited;
    program = open();
    await program.sees(/Welcome back\. You are where you left: step 1 of 3/);
    await program.press('Tab');
    // What was on the screen is in the journal: not a letter is lost.
    await program.sees(new RegExp(`tmp# ${typed.trimEnd()}`));
  }
  await program.press('" $KEPT; history | tail -2', 'Enter');
  await program.sees(/word[^"]* yes[\s\S]*KEPT=yes; cd \/tmp/);
  await program.press('\x12', 'KEPT=yes');
  await program.sees(/reverse-i-search\)`KEPT=yes': KEPT=yes; cd \/tmp/);
  program.kill('SIGTERM');
  expect((await program.exited).code).toBe(143);
}, 120_000);
