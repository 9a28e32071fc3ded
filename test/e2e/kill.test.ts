import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/clock/index.ts';
import { packageRoot } from '../../src/sandbox/index.ts';
import { SITTING_TRACK } from '../fixtures/sitting-track.ts';
import { firedrill, stateFolder } from '../support/firedrill.ts';
import { type Sitting, sitDown } from '../support/sitting.ts';

/** In all: 80 in this process, where a kill is a journal cut off at any byte, and 20 of the built program. */
const CUTS = 80;
const KILLS = 20;

const LINES = [
  'X=$RANDOM; cd /tmp; f() { echo f $1 $X; }; kubectl create configmap a --from-literal=x=$X',
  '(sleep 20; echo late $RANDOM >> log) & f 1',
  "kubectl -n hipstershop exec multitool -- sh -c 'curl -sI frontend; echo $RANDOM'",
  'for i in 1 2 3; do sleep 2; date >> log; echo $i $RANDOM >> log; done',
  'kubectl -n hipstershop rollout restart deployment frontend; kubectl -n hipstershop rollout status deployment frontend',
  'cat log; declare -p X; f 2; jobs; ls -l; kubectl get pods -A -o wide; kubectl get configmaps -o yaml',
];

const folder = () => mkdtempSync(join(tmpdir(), 'firedrill-kill-'));
const accepted = ({ sandbox }: Sitting) => sandbox.log.filter(({ input }) => input.kind === 'line').length;

async function playOn(sitting: Sitting): Promise<string> {
  for (const line of LINES.slice(accepted(sitting))) await sitting.session.runLine(line);
  await sitting.sandbox.flowTo(sitting.sandbox.start + 120_000);
  return sitting.dump();
}

test(`cut off at any byte of the journal, a session goes on to the same end (${CUTS} points)`, async () => {
  const whole = folder();
  const end = await playOn(await sitDown(SITTING_TRACK, whole));
  const journal = readFileSync(join(whole, 'a.jsonl'), 'utf8');
  const header = journal.indexOf('\n') + 1;
  const random = createRandom(3);
  const wrong: number[] = [];
  for (let round = 0; round < CUTS; round++) {
    const cut = header + random.integer(journal.length - header);
    const place = folder();
    writeFileSync(join(place, 'a.jsonl'), journal.slice(0, cut));
    if ((await playOn(await sitDown(SITTING_TRACK, place))) !== end) wrong.push(cut);
  }
  expect(wrong).toEqual([]);
}, 300_000);

/** Each line leaves its number in a variable, a file and the cluster, so that a lost or doubled one shows. */
const numbered = (n: number) =>
  `N=$((N + 1)); echo ${n} >> /root/log; kubectl create configmap c${n} >/dev/null; echo "line ${n} is done"`;

test(`the built program, killed ${KILLS} times in one session, loses no line and does none twice`, async () => {
  const state = stateFolder();
  const random = createRandom(5);
  let next = 1;
  for (let round = 0; round < KILLS; round++) {
    const seen = await playUntilKilled(state, next, random.integer(12));
    const lines = acceptedLines(state);
    expect(lines).toBeGreaterThanOrEqual(seen);
    next = lines + 1;
  }
  const { stdout } = await firedrill(['play', 'tracks/alerts'], {
    state,
    input: 'echo N=$N log=$(wc -l < /root/log) last=$(tail -1 /root/log) maps=$(kubectl get cm -o name | grep -c /c)\n',
  });
  const count = next - 1;
  expect(count).toBeGreaterThan(KILLS);
  expect(stdout).toContain(`N=${count} log=${count} last=${count} maps=${count}`);
}, 300_000);

/** Types numbered lines into the program and kills it a moment after line `next + more` was asked for. Resolves with the last line seen done. */
function playUntilKilled(state: string, next: number, more: number): Promise<number> {
  const child = spawn(process.execPath, [join(packageRoot(), 'dist/main.js'), 'play', 'tracks/alerts'], {
    cwd: packageRoot(),
    env: { ...process.env, FIREDRILL_STATE: state },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdin.on('error', () => {});
  for (let n = next; n < next + 15; n++) child.stdin.write(`${numbered(n)}\n`);
  return new Promise((resolve) => {
    child.stdout.on('data', (piece) => {
      output += piece;
      // The echo of the line that is about to run: the kill falls anywhere from before it to after it.
      if (output.includes(`echo ${next + more} >>`)) setTimeout(() => child.kill('SIGKILL'), more % 3);
    });
    child.on('close', () => {
      const done = [...output.matchAll(/^line (\d+) is done$/gm)].map((match) => Number(match[1]));
      resolve(Math.max(0, ...done));
    });
  });
}

function acceptedLines(state: string): number {
  const journal = readFileSync(join(state, 'alerts.jsonl'), 'utf8');
  return journal.split('\n').filter((line) => line.includes('"kind":"line"') && line.endsWith('}')).length;
}
