import { expect, test } from 'vitest';
import { stateFolder } from '../support/firedrill.ts';
import { PtyProgram } from '../support/tui-pty.ts';

/** From the first screen to the text of the first step. */
async function begin(args: string[] = [], options: { state?: string; columns?: number; rows?: number } = {}) {
  const program = new PtyProgram(['play', 'tracks/alerts', '--speed', '20', ...args], options);
  await program.sees(/Enter goes on/);
  await program.press('Enter');
  await program.sees(/Enter next/);
  await program.press('Enter');
  await seesBlock(program, 1);
  return program;
}

/** The block is before the learner's eyes: where it is not, Enter shows it. */
async function seesBlock(program: PtyProgram, number: number) {
  await program.sees(new RegExp(`Enter (run|show) ${number}\\b`));
  if (program.screen.text.includes(`Enter show ${number}`)) await program.press('Enter');
  await program.sees(new RegExp(`▶ \\[${number}\\][\\s\\S]*Enter run ${number}\\b`));
}

function expectRestored({ screen }: PtyProgram) {
  expect(screen.alternate).toBe(false);
  expect(screen.raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(screen.raw.lastIndexOf('\x1b[?25l'));
  expect(screen.raw.lastIndexOf('\x1b[?2004l')).toBeGreaterThan(screen.raw.lastIndexOf('\x1b[?2004h'));
}

/** Asks the check until it passes: waits, lets time run, and does the work again when the alert missed it. */
async function pass(program: PtyProgram, again: () => Promise<void>) {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await program.press('c');
    await program.sees(/passed: step|not yet: step|f let time run/);
    if (/f let time run/.test(program.screen.text)) await program.press('f');
    await program.sees(/passed: step|not yet: step/, 40_000);
    if (/passed: step/.test(program.screen.text)) return;
    await program.press('Escape');
    await again();
  }
  throw new Error(`the check never passed\n${program.screen.text}`);
}

/** Once more, and then long enough for the lab's next flush. */
async function runAgain(program: PtyProgram, block: string) {
  await program.press(block);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

test('the alerts track is played to its end by keys alone, with a resize in between', async () => {
  const program = await begin();
  await program.press('Enter');
  await program.sees(/created[\s\S]*Enter show 2/);
  await seesBlock(program, 2);
  await program.press('Enter');
  await program.sees(/empty-networkset created/);
  await pass(program, async () => {
    await program.press(
      'Tab',
      `kubectl label globalnetworkset empty-networkset again=${Date.now()} --overwrite`,
      'Enter',
      'F2',
    );
    await program.sees(/labeled/);
  });
  await program.press('N');
  await program.sees(/step 2 of 3/);
  await seesBlock(program, 3);
  program.resize(120, 40);
  await program.sees(/┏━ Restricted DNS access alert/);
  await program.press('Enter');
  await program.sees(/Enter run 4/);
  await program.press('4');
  await program.sees(/ping statistics/);
  await pass(program, () => runAgain(program, '4'));
  program.resize(80, 24);
  await program.press('N');
  await program.sees(/step 3 of 3/);
  await program.press('5');
  await seesBlock(program, 6);
  await program.press('Enter');
  await seesBlock(program, 7);
  await program.press('Enter');
  await program.sees(/HTTP\/1\.1/);
  await pass(program, () => runAgain(program, '7'));
  await program.press('N');
  await program.sees(/You have finished/);
  await program.press('q');
  expect((await program.exited).code).toBe(0);
  expectRestored(program);
  expect(program.screen.text).toMatch(/You have finished "Alerts that really ring": 3 of 3 steps passed\./);
}, 120_000);

test('quitting says where one stopped and how to go on; the next start is there at once', async () => {
  const state = stateFolder();
  const program = await begin([], { state });
  await program.press('1');
  await program.sees(/created[\s\S]*Enter show 2/);
  await program.press('q');
  expect((await program.exited).code).toBe(0);
  expectRestored(program);
  expect(program.screen.text).toMatch(/Stopped at step 1 of 3\.\nGo on with: firedrill play tracks\/alerts/);

  const again = new PtyProgram(['play', 'tracks/alerts', '--speed', '20'], { state });
  await again.sees(/Welcome back\. You are where you left: step 1 of 3/);
  await seesBlock(again, 2);
  await again.press('Ctrl-C');
  expect((await again.exited).code).toBe(130);
  expectRestored(again);
});

test('SIGTERM restores the terminal', async () => {
  const program = await begin();
  program.kill('SIGTERM');
  expect((await program.exited).code).toBe(143);
  expectRestored(program);
});

test('Ctrl-C leaves while the lab is still being opened', async () => {
  const program = new PtyProgram(['play', 'tracks/alerts']);
  await program.sees(/opening the lab/);
  await program.press('Ctrl-C');
  expect((await program.exited).code).toBe(130);
  expectRestored(program);
});

test('a track that does not exist is one sentence on the normal screen', async () => {
  const program = new PtyProgram(['play', 'tracks/nothing']);
  expect((await program.exited).code).toBe(2);
  expectRestored(program);
  expect(program.screen.text).toMatch(/there is no tracks\/nothing/);
});

test('without a track there is a list to choose from', async () => {
  const program = new PtyProgram(['play']);
  await program.sees(/Which track\?[\s\S]*▶ 1[\s\S]*not begun/);
  await program.press('/', 'port');
  await program.sees(/▶ 1 {2}Catch a port scan/);
  await program.press('Enter');
  await program.sees(/Enter goes on/);
  await program.press('Ctrl-C');
  expect((await program.exited).code).toBe(130);
});

test.each([
  ['TERM=dumb', { TERM: 'dumb' }],
  ['CI', { CI: 'true' }],
  ['a screen reader', { ACCESSIBLE: '1' }],
])('%s means plain lines', async (_, env) => {
  const program = new PtyProgram(['play', 'tracks/alerts'], { env });
  await program.sees(/Type a block's number/);
  expect(program.screen.raw).not.toContain('\x1b[?1049h');
  await program.press('quit', 'Enter');
  await program.exited;
});

test('a crash restores the terminal and says whose mistake it is', async () => {
  const crash = "process.on('SIGUSR2', () => { throw new Error('boom'); })";
  const program = new PtyProgram(['play', 'tracks/alerts'], {
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(crash)}` },
  });
  await program.sees(/opening the lab|Enter goes on/);
  program.kill('SIGUSR2');
  expect((await program.exited).code).toBe(70);
  expectRestored(program);
  expect(program.screen.text).toMatch(/this is a mistake of firedrill itself[\s\S]*boom/);
});
