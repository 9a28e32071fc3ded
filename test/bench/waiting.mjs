// How long a learner waits for mere time in both tracks, at speed 1, who presses only keys that stand on the screen and
// lets time run when that is offered. A figure, not a ratio: it is the offer's three seconds that count, not the machine.
import { playByWhatIsShown } from '../support/key-reader.ts';
import { PtyProgram } from '../support/tui-pty.ts';

/** Milliseconds. */
const LIMIT = 300_000;

let all = 0;
for (const track of ['tracks/alerts', 'tracks/anomaly-detection']) {
  const program = new PtyProgram(['play', track]);
  const over = (text) => /You have finished/.test(text);
  const { took, waited, pressed } = await playByWhatIsShown(program, over, LIMIT);
  await program.press('q');
  await program.exited;
  all += waited;
  console.log(`${track}: ${seconds(waited)} of waiting in ${seconds(took)}, ${pressed.length} keys`);
}
console.log(`both tracks end to end (gate 60 s of waiting): ${seconds(all)}`);
process.exit(0);

function seconds(milliseconds) {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
