import { expect, test } from 'vitest';
import { playByWhatIsShown } from '../support/key-reader.ts';
import { PtyProgram } from '../support/tui-pty.ts';

test('from npm start to the first fired alert in under two minutes, by keys that stand on the screen', async () => {
  const program = new PtyProgram('npm start');
  const { took, pressed } = await playByWhatIsShown(program, (text) => /passed: step 1 of 3/.test(text), 120_000);
  process.stdout.write(`first alert after ${(took / 1_000).toFixed(0)} s: ${pressed.join(' ')}\n`);
  await program.press('q');
  expect((await program.exited).code).toBe(0);
  expect(took).toBeLessThan(120_000);
}, 180_000);
