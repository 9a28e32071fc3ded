import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path/posix';
import { createRandom, runFree, VirtualClock } from '../../../../src/clock/index.ts';
import {
  type Cluster,
  createCluster,
  kubernetesControllers,
  kubernetesKinds,
} from '../../../../src/cluster/index.ts';
import { kubectl } from '../../../../src/kubectl/index.ts';
import { calicoKinds } from './calico-kinds.ts';
import { MemoryFiles } from './memory-files.ts';
import { normalize } from './normalize.ts';
import { recordedKubelet } from './recorded-kubelet.ts';
import { splitWords } from './split-words.ts';

export interface Step {
  scenario: string;
  step: number;
  setup?: boolean;
  files?: Record<string, string>;
  cmd: string;
  stdin?: string;
  code: number;
  normalized_stdout?: string;
  normalized_stderr?: string;
  stdout_first_lines?: number;
  stderr_first_lines?: number;
  tags?: string[];
  server?: string;
}

export interface Outcome {
  stdout: string;
  stderr: string;
  code: number;
}

const FOLDER = new URL('../', import.meta.url);
const SERVER = 'https://127.0.0.1:16443';
const KUBECONFIG = `apiVersion: v1
kind: Config
clusters: [{name: lab, cluster: {server: "${SERVER}", insecure-skip-tls-verify: true}}]
users: [{name: lab, user: {token: oracletoken}}]
contexts: [{name: lab, context: {cluster: lab, user: lab}}]
current-context: lab
`;

/** The recorded steps, by scenario. */
export function readScenarios(): Map<string, Step[]> {
  const scenarios = new Map<string, Step[]>();
  for (const line of readFileSync(new URL('scenarios.jsonl', FOLDER), 'utf8').trim().split('\n')) {
    const step = JSON.parse(line) as Step;
    scenarios.set(step.scenario, [...(scenarios.get(step.scenario) ?? []), step]);
  }
  return scenarios;
}

/** One machine with kubectl, and the cluster it talks to. */
export class Machine {
  readonly clock = new VirtualClock(Date.parse('2026-11-21T12:00:00Z'));
  readonly files = new MemoryFiles();
  readonly cluster: Cluster;

  constructor(options: { controllers?: boolean } = {}) {
    const random = createRandom('golden');
    const controllers = options.controllers ? kubernetesControllers() : [];
    this.cluster = createCluster({
      clock: this.clock,
      random,
      kinds: [...kubernetesKinds, ...calicoKinds],
      controllers,
      runtime: recordedKubelet,
    });
    this.files.files.set('/home/user/.kube/config', KUBECONFIG);
    this.files.mkdir('/home/user/w');
  }

  /** Runs one step; undefined when it needs a shell. */
  async run(step: Step): Promise<Outcome | undefined> {
    for (const [name, text] of Object.entries(step.files ?? {}))
      this.files.files.set(resolve('/home/user/w', name), text);
    const line = splitWords(step.cmd);
    if (!line) return undefined;
    return this.kubectl(line.words, { stdin: step.stdin, environment: line.environment });
  }

  async kubectl(
    args: readonly string[],
    options: { stdin?: string; environment?: Map<string, string>; interruptAfter?: number } = {},
  ): Promise<Outcome> {
    let stdout = '';
    let stderr = '';
    const stdin = options.stdin ?? '';
    const controller = new AbortController();
    if (options.interruptAfter)
      this.clock.after(options.interruptAfter, () => controller.abort(new Error('interrupted')));
    const work = this.clock.activity(() =>
      kubectl(
        {
          args,
          stdin: async () => stdin,
          stdinChunks: async function* () {
            yield stdin;
          },
          stdout: (text) => void (stdout += text),
          stderr: (text) => void (stderr += text),
          env: new Map([['HOME', '/home/user'], ...(options.environment ?? [])]),
          cwd: '/home/user/w',
          resolve: (path) => resolve('/home/user/w', path),
          fs: this.files,
          clock: this.clock,
          signal: controller.signal,
          tty: { stdin: false, stdout: false, columns: 80, rows: 24 },
          exec: (command, output) => this.#program(command, output?.stdout),
        },
        {
          server: SERVER,
          request: (request) => this.cluster.handle(request),
          connect: (request, streams) => this.cluster.connect(request, streams),
        },
      ),
    );
    const code = await runFree(this.clock, work, () => new Promise((done) => setImmediate(done)));
    return { stdout, stderr, code };
  }

  /** Editors and `diff` run for real, on a copy of the files in a folder of their own. */
  async #program(command: readonly string[], stdout?: (text: string) => void): Promise<number> {
    const root = mkdtempSync(join(tmpdir(), 'kubectl-golden-'));
    try {
      for (const [path, text] of this.files.files) {
        mkdirSync(dirname(root + path), { recursive: true });
        writeFileSync(root + path, text);
      }
      const words = command.map((word) => word.replace(/(?<=^|\s)\/tmp\//g, `${root}/tmp/`));
      for (const word of words)
        if (word.startsWith(`${root}/tmp/`) && !word.includes('.')) mkdirSync(word, { recursive: true });
      const result = spawnSync(words[0]!, words.slice(1), { encoding: 'utf8' });
      if (result.error) return 127;
      for (const path of this.files.files.keys()) this.files.files.set(path, readFileSync(root + path, 'utf8'));
      stdout?.(result.stdout.replaceAll(root, ''));
      return result.status ?? 1;
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
}

/** What differs between a recording and a run; undefined when nothing does. */
export function difference(step: Step, outcome: Outcome): string | undefined {
  const unordered = step.tags?.includes('unordered');
  const shape = (text: string, lines: number | undefined): string => {
    const normal = normalize(text, step);
    const all = unordered ? normal.split('\n').sort().join('\n') : normal;
    return lines === undefined ? all : all.split('\n').slice(0, lines).join('\n');
  };
  const cut = (text: string, lines: number | undefined): string => {
    const all = unordered ? text.split('\n').sort().join('\n') : text;
    return lines === undefined ? all : all.split('\n').slice(0, lines).join('\n');
  };
  const problems = [
    outcome.code !== step.code && `exit code ${outcome.code} instead of ${step.code}`,
    shape(outcome.stdout, step.stdout_first_lines) !== cut(step.normalized_stdout ?? '', step.stdout_first_lines) &&
      `stdout:\n${normalize(outcome.stdout, step)}\ninstead of:\n${step.normalized_stdout ?? ''}`,
    shape(outcome.stderr, step.stderr_first_lines) !== cut(step.normalized_stderr ?? '', step.stderr_first_lines) &&
      `stderr:\n${normalize(outcome.stderr, step)}\ninstead of:\n${step.normalized_stderr ?? ''}`,
  ].filter(Boolean);
  return problems.length > 0 ? problems.join('\n') : undefined;
}
