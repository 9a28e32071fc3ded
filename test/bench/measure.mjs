// What the benches share: the yardstick beside every figure, and how rows reach the table.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
export const PROGRAM = join(ROOT, 'dist/main.js');

/** Milliseconds `node -e 0` takes on the machine the budgets were written for. */
export const REFERENCE = 28;

/**
 * Hands a row to the table of run.mjs. `yardstick` is what `node -e 0` took beside it, in milliseconds: times are then
 * also stated as the reference machine would take them. Rows without one (megabytes, ratios) are compared as they are.
 */
export function report({ what, value, unit = 'ms', gate, goal, yardstick, note = '' }) {
  process.stdout.write(`${JSON.stringify({ what, value, unit, gate, goal, yardstick, note })}\n`);
}

/** Says why a row cannot be measured here. */
export function skip(what, why) {
  process.stdout.write(`${JSON.stringify({ what, skipped: why })}\n`);
}

/**
 * Milliseconds of both, measured in turns so that what else the machine does meets them alike. Medians; `difference` is
 * the median of what each turn of one took beyond its turn of the other.
 */
export async function sideBySide(rounds, work, yardstick = bareNode) {
  const mine = [];
  const beside = [];
  for (let round = 0; round < rounds; round++) {
    beside.push(await yardstick());
    mine.push(await work());
  }
  const difference = median(mine.map((time, round) => time - beside[round]));
  return { value: median(mine), yardstick: median(beside), difference };
}

/** `node -e 0`, start to end. */
export function bareNode() {
  return timed(() => spawnSync(process.execPath, ['-e', '0']));
}

/** Processor milliseconds of `node -e 0`, the yardstick of work inside a process. */
export function bareNodeProcessor() {
  const script = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)';
  return median(Array.from({ length: 7 }, () => Number(spawnSync(process.execPath, ['-e', script]).stdout)));
}

/** Runs the built program to its end with `input`; fails when it does. */
export function runProgram(args, { input = '', state = stateFolder() } = {}) {
  const env = { ...process.env, FIREDRILL_STATE: state };
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: ROOT,
    env,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`firedrill ${args.join(' ')} ended with ${status}\n${stderr}`);
}

/** Processor milliseconds `runProgram` takes, by the account the program itself gives at its end. */
export function programProcessor(args, options) {
  const file = join(stateFolder(), 'processor');
  const script = `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(${JSON.stringify(file)}, String((user + system) / 1000));
});`;
  process.env.NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(script)}`;
  try {
    runProgram(args, options);
  } finally {
    delete process.env.NODE_OPTIONS;
  }
  return Number(readFileSync(file, 'utf8'));
}

export function stateFolder() {
  return mkdtempSync(join(tmpdir(), 'firedrill-bench-'));
}

export function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function percentile(values, share) {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

/** The least of several runs: on a machine that others share, the rest tells of them. */
export async function best(times, work, clock = processorTime) {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < times; turn++) {
    const from = clock();
    await work();
    least = Math.min(least, clock() - from);
  }
  return least;
}

/** Milliseconds of processor this process has used. */
export function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
