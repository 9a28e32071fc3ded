// What a command costs inside a running shell, and what a virtual second costs while nothing but background load goes on.
import { report, runProgram, sideBySide, timed } from './measure.mjs';

const LOOPS = 200;
const HOURS = 2;

const shell = (input) => timed(() => runProgram(['shell', '--environment', 'hipstershop'], { input }));
const empty = await sideBySide(3, () => shell('true\n'));
const loop = `for i in $(seq ${LOOPS}); do kubectl get pods -n hipstershop >/dev/null; done\n`;
const calls = await sideBySide(3, () => shell(loop));
report({
  what: 'built-in kubectl get pods through the shell',
  value: (calls.value - empty.value) / LOOPS,
  yardstick: (calls.yardstick + empty.yardstick) / 2,
  gate: 5,
  goal: 3,
});
const idle = await sideBySide(3, () => shell(`sleep ${HOURS * 3_600}\n`));
report({
  what: 'background load, a simulated second',
  value: (idle.value - empty.value) / (HOURS * 3_600),
  yardstick: (idle.yardstick + empty.yardstick) / 2,
  gate: 0.1,
  goal: 0.05,
});
