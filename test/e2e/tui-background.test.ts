import { expect, test } from 'vitest';
import { PtyProgram } from '../support/tui-pty.ts';

const QUESTION = '\x1b]11;?';
const LIGHT = '38;5;24m';
const EITHER = '38;5;31m';

/** Starts the program in a terminal that answers what it is asked, in the pieces given. */
async function started(pieces: readonly string[], env: Record<string, string> = {}): Promise<PtyProgram> {
  const program = new PtyProgram(['play', 'tracks/alerts'], { env: { COLORFGBG: '', ...env } });
  const { screen } = program;
  while (pieces.length > 0 && !screen.raw.includes(QUESTION)) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const piece of pieces) {
    await program.press(piece);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await program.sees(/Enter goes on/);
  await program.press('Escape', 'Escape', 'Tab');
  await program.sees(/root@controlplane:~#\s*\n/);
  return program;
}

async function leave(program: PtyProgram): Promise<void> {
  await program.press('Ctrl-G', 'q');
  expect((await program.exited).code).toBe(0);
}

test('a terminal that says that it is light gets colours for that', async () => {
  const program = await started(['\x1b]11;rgb:ffff/ffff/eeee\x1b\\\x1b[?62;22c']);
  expect(program.screen.raw).toContain(LIGHT);
  expect(program.screen.raw).not.toContain(EITHER);
  await leave(program);
});

test('an answer that comes late and in halves is nothing that was typed', async () => {
  const program = await started([
    '\x1b]11;rgb:ff',
    'ff/ffff/ee',
    'ee\x1b\\\x1b[?6',
    '2;22c',
    '\x1b]11;rgb:0000/0000/0000\x07',
  ]);
  await program.press('echo typed', 'Enter');
  await program.sees(/# echo typed\ntyped\n/);
  expect(program.screen.text).not.toMatch(/rgb|ffff|22c/);
  await leave(program);
});

test('one that says nothing gets colours that are read on both, and soon; without colours none is asked', async () => {
  const program = await started([]);
  expect(program.screen.raw).toContain(EITHER);
  await leave(program);
  const without = await started([], { NO_COLOR: '1' });
  expect(without.screen.raw).not.toContain(QUESTION);
  await leave(without);
});
