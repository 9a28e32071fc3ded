// What a command costs inside a running shell, and what a virtual second costs while nothing but background load goes on.
import { bareNodeProcessor, programProcessor, report, sideBySide } from './measure.mjs';

const LOOPS = 200;
const HOURS = 2;

const shell = (input) => programProcessor(['shell', '--environment', 'hipstershop'], { input });
const yardstick = bareNodeProcessor();
const beyondNothing = async (rounds, input) =>
  (
    await sideBySide(
      rounds,
      () => shell(input),
      () => shell('true\n'),
    )
  ).difference;
const loop = `for i in $(seq ${LOOPS}); do kubectl get pods -n hipstershop >/dev/null; done\n`;
report({
  what: 'built-in kubectl get pods through the shell',
  value: (await beyondNothing(5, loop)) / LOOPS,
  yardstick,
  gate: 5,
  goal: 3,
});
report({
  what: 'background load, a simulated second',
  value: (await beyondNothing(3, `sleep ${HOURS * 3_600}\n`)) / (HOURS * 3_600),
  yardstick,
  gate: 0.1,
  goal: 0.05,
});
