// Coming back after kill -9: the built program, a session of several hundred lines over two simulated hours, from start
// to the prompt. The whole process is counted, its start and its end included.
import { spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, ROOT, report, runProgram, sideBySide, stateFolder, timed } from './measure.mjs';

await measure(60, 20);
await measure(300, 24);

async function measure(lines, seconds) {
  const state = stateFolder();
  await playAndKill(state, lines, seconds);
  const times = await sideBySide(3, () => {
    const copy = stateFolder();
    cpSync(state, copy, { recursive: true });
    return timed(() => runProgram(['play', 'tracks/alerts'], { state: copy, input: 'quit\n' }));
  });
  const minutes = Math.round((lines * seconds) / 60);
  report({ what: `resume of ${lines} lines, ${minutes} simulated minutes`, ...times, gate: 1_000, goal: 1_000 });
}

/** Types lines into the program, and kills it when the last is done. */
function playAndKill(state, lines, seconds) {
  const env = { ...process.env, FIREDRILL_STATE: state };
  const child = spawn(process.execPath, [PROGRAM, 'play', 'tracks/alerts'], {
    cwd: ROOT,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  for (let n = 1; n <= lines; n++) child.stdin.write(`${line(n)}; sleep ${seconds}\n`);
  child.stdin.write('echo "all is" done\n');
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      output = (output + piece).slice(-200);
      if (output.includes('all is done')) child.kill('SIGKILL');
    });
    child.on('close', () => {
      const written = readFileSync(join(state, 'alerts.jsonl'), 'utf8').split('"kind":"line"').length - 1;
      if (written > lines) resolve();
      else reject(new Error(`only ${written} of ${lines} lines are in the journal`));
    });
  });
}

/** What learners type: they look, they change, they try. */
function line(n) {
  const lines = [
    `kubectl create configmap c${n} --from-literal=n=${n}`,
    'kubectl get pods -A -o wide',
    `N=${n}; echo $N >> log; wc -l log`,
    'kubectl -n hipstershop exec multitool -- curl -sI -m3 http://frontend',
    `kubectl label configmap c${n - 4} seen=${n} --overwrite`,
  ];
  return lines[(n - 1) % lines.length];
}
