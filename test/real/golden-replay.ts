import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Serving } from '../../src/serve/index.ts';
import { normalize } from '../golden/kubectl/replay/normalize.ts';
import type { Outcome, Step } from '../golden/kubectl/replay/replay.ts';
import { serveGoldenCluster } from './golden-cluster.ts';
import { type KubectlVersion, kubectlBinary } from './kubectl-binary.ts';

export type RecordedStep = Step & { client?: KubectlVersion };

const GOLDEN = new URL('../golden/', import.meta.url);

/** All recorded scenarios, those of the other kubectls included. */
export function readRecordings(): Map<string, RecordedStep[]> {
  const scenarios = new Map<string, RecordedStep[]>();
  for (const file of ['kubectl/scenarios.jsonl', 'kubectl-real/other-clients.jsonl']) {
    for (const line of readFileSync(new URL(file, GOLDEN), 'utf8').trim().split('\n')) {
      const step = JSON.parse(line) as RecordedStep;
      scenarios.set(step.scenario, [...(scenarios.get(step.scenario) ?? []), step]);
    }
  }
  return scenarios;
}

/** Steps whose text is an old API server's, or a made-up pod's; the README of the recordings says which. */
export function isCompared(step: RecordedStep): boolean {
  return (
    !step.setup && !step.tags?.some((tag) => tag === 'old-server' || tag === 'unstable' || tag.startsWith('prototype'))
  );
}

/** Controllers were running. */
export function isLive(step: RecordedStep): boolean {
  return step.server?.includes('controller-manager') ?? false;
}

/** What differs between a recording and a run; undefined when nothing does. */
function difference(step: RecordedStep, outcome: Outcome): string | undefined {
  const problems = outcome.code === step.code ? [] : [`exit code ${outcome.code} instead of ${step.code}`];
  for (const stream of ['stdout', 'stderr'] as const) {
    const wanted = comparable(step[`normalized_${stream}`] ?? '', step, step[`${stream}_first_lines`]);
    const given = comparable(normalize(outcome[stream], step), step, step[`${stream}_first_lines`]);
    if (given === wanted) continue;
    const [missing, extra] = [linesOnlyIn(wanted, given), linesOnlyIn(given, wanted)];
    problems.push(`${stream}: recorded\n${missing}\n  here\n${extra}`);
  }
  return problems.length > 0 ? problems.join('\n') : undefined;
}

/** An age may be a letter longer than in the recording, which moves what stands behind it; pods have ranges a node. */
function comparable(text: string, step: RecordedStep, lines: number | undefined): string {
  // A watch that a time-out of the client's own ends makes it log something or not.
  const quiet = text.replace(/^<klog> reflector\.go\].*\n/gm, '');
  const addressed = quiet.replace(/\b10\.48\.\d+\.\d+\b/g, (ip) => (isLive(step) ? '<pod-ip>' : ip));
  const steady = text.includes('<age>')
    ? addressed.replace(/<age>( ago)? +/g, '<age>$1 ').replace(/\b(AGE|LAST SEEN|DURATION|LAST SCHEDULE) +/g, '$1 ')
    : addressed;
  const all = steady.split('\n');
  // kubectl describes some data in the random order of a Go map.
  if (step.tags?.includes('unordered') || /describe (cm|secret|limits) /.test(step.cmd)) all.sort();
  return all.slice(0, lines).join('\n');
}

function linesOnlyIn(text: string, other: string): string {
  const known = new Set(other.split('\n'));
  const only = text.split('\n').filter((line) => !known.has(line));
  return (only.length > 0 ? only : ['(the same lines in another order or number)'])
    .map((line) => `    ${line}`)
    .join('\n');
}

/** Runs one scenario with a real kubectl against a fresh cluster; gives the differences by `scenario/step`. */
export async function replay(steps: readonly RecordedStep[]): Promise<Map<string, string>> {
  const live = steps.some(isLive);
  const serving = await serveGoldenCluster(live);
  const user = new User(serving, steps[0]?.client ?? '1.32');
  const differences = new Map<string, string>();
  try {
    for (const step of steps) {
      const outcome = await user.run(step);
      const found = difference(step, outcome);
      const where = `${step.scenario}/${step.step}`;
      if (step.setup && outcome.code !== 0) differences.set(where, `set-up failed: ${step.cmd}\n${outcome.stderr}`);
      else if (isCompared(step) && found) differences.set(where, `$ ${step.cmd}\n${found}`);
    }
  } finally {
    user.leave();
    await serving.stop();
  }
  return differences;
}

const PATIENCE = 60_000;

/** A home, a working directory, and kubectl on the PATH. */
class User {
  readonly #root = mkdtempSync(join(tmpdir(), 'kubectl-real-'));
  readonly #home = join(this.#root, 'home');
  readonly #serving: Serving;
  readonly #token: string;

  constructor(serving: Serving, version: KubectlVersion) {
    this.#serving = serving;
    this.#token = /token: "?([\w-]+)/.exec(serving.kubeconfig)![1]!;
    for (const folder of ['home/.kube', 'home/w', 'bin']) mkdirSync(join(this.#root, folder), { recursive: true });
    symlinkSync(kubectlBinary(version), join(this.#root, 'bin/kubectl'));
    const cluster = `{server: "${serving.url}", insecure-skip-tls-verify: true}`;
    writeFileSync(
      join(this.#home, '.kube/config'),
      `apiVersion: v1
kind: Config
clusters: [{name: lab, cluster: ${cluster}}]
users: [{name: lab, user: {token: ${this.#token}}}]
contexts: [{name: lab, context: {cluster: lab, user: lab}}]
current-context: lab
`,
    );
  }

  async run(step: RecordedStep): Promise<Outcome> {
    const folder = join(this.#home, 'w');
    for (const [name, text] of Object.entries(step.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    // `kubectl plugin list` complains of folders that are not there.
    const folders = (process.env.PATH ?? '').split(':').filter((path) => existsSync(path));
    const env = { PATH: [join(this.#root, 'bin'), ...folders].join(':'), HOME: this.#home, LANG: 'C.UTF-8' };
    const child = spawn('bash', ['-c', step.cmd], { cwd: folder, env, timeout: PATIENCE });
    child.stdin.on('error', () => {});
    child.stdin.end(step.stdin ?? '');
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 143))),
    ]);
    return { stdout: this.#asRecorded(stdout), stderr: this.#asRecorded(stderr), code };
  }

  leave(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** With the recording's address, token and home. */
  #asRecorded(output: string): string {
    return output
      .replaceAll(`127.0.0.1:${this.#serving.port}`, '127.0.0.1:16443')
      .replaceAll(this.#token, 'oracletoken')
      .replaceAll(this.#home, '/home/user');
  }
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
