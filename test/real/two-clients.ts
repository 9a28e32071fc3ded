import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, loadEnvironment, type Pace, paceOf, type Sandbox } from '../../src/sandbox/index.ts';
import { type Serving, serve } from '../../src/serve/index.ts';
import { normalize } from '../golden/kubectl/replay/normalize.ts';

/** What a command left behind, as it is compared. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** The commands of a file: a line each, a heredoc with its lines. */
export function readCommands(name: string): string[] {
  const text = readFileSync(join(import.meta.dirname, 'commands', `${name}.sh`), 'utf8');
  return [...text.matchAll(/^.*<<'EOF'\n(?:.*\n)*?EOF$|^.+$/gm)].map((match) => match[0]);
}

/** A learner's place at a world of their own: every two of the same environment are the same world. */
export interface Place {
  run(command: string): Promise<Outcome>;
  leave(): Promise<void>;
}

const START = -3_600_000;

/** The simulated host with the built-in kubectl. */
export async function simulatedHost(environment: string): Promise<Place> {
  const sandbox = await createSandbox({ environment: loadEnvironment(environment), start: Date.now() + START });
  const pace = paceOf(sandbox, 'max');
  const host = sandbox.hostNames[0]!;
  return {
    async run(command) {
      const script = { host, name: 'bash', text: command, env: {}, cause: 'learner' as const };
      const { code, stdout, stderr } = await pace.run(sandbox.script(script), 3_600_000 + sandbox.now);
      return { code, stdout: comparable(stdout), stderr: comparable(stderr) };
    },
    leave: async () => pace.stop(),
  };
}

/** Real bash with a real kubectl, given by its path, at the served cluster. */
export async function realHost(environment: string, kubectl: string): Promise<Place> {
  const sandbox = await createSandbox({ environment: loadEnvironment(environment), start: Date.now() + START });
  const pace = paceOf(sandbox, SPEED, Date.now);
  const serving = await serve({ clients: () => sandbox.outside, pace, port: 0, name: 'firedrill', now: Date.now() });
  return new RealHost(sandbox, serving, pace, kubectl);
}

/** Controllers are done sooner than a person would look. */
const SPEED = 4;

class RealHost implements Place {
  readonly #home = mkdtempSync(join(tmpdir(), 'kubectl-real-'));
  readonly #sandbox: Sandbox;
  readonly #serving: Serving;
  readonly #pace: Pace;

  constructor(sandbox: Sandbox, serving: Serving, pace: Pace, kubectl: string) {
    this.#sandbox = sandbox;
    this.#serving = serving;
    this.#pace = pace;
    mkdirSync(join(this.#home, '.kube'));
    mkdirSync(join(this.#home, '.bin'));
    writeFileSync(join(this.#home, '.kube/config'), serving.kubeconfig);
    symlinkSync(kubectl, join(this.#home, '.bin/kubectl'));
  }

  async run(command: string): Promise<Outcome> {
    const env = { PATH: `${this.#home}/.bin:${process.env.PATH}`, HOME: this.#home, LANG: 'C.UTF-8' };
    const child = spawn('bash', ['-c', command], { cwd: this.#home, env, timeout: 120_000 });
    child.stdin.end();
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 143))),
    ]);
    return { code, stdout: this.#comparable(stdout), stderr: this.#comparable(stderr) };
  }

  async leave(): Promise<void> {
    this.#pace.stop();
    await this.#serving.close();
    rmSync(this.#home, { recursive: true, force: true });
  }

  #comparable(output: string): string {
    const { home } = this.#sandbox.environment.host;
    return comparable(
      output.replaceAll(`127.0.0.1:${this.#serving.port}`, '127.0.0.1:6443').replaceAll(this.#home, home),
    );
  }
}

/** Without what two runs never share: ages, times, generated names, addresses given out in the order of racing controllers. */
function comparable(output: string): string {
  return normalize(output, { server: 'kube-controller-manager', cmd: '' })
    .replace(/\b192\.168\.\d+\.\d+\b/g, '<address>')
    .replace(/(<age>( ago)?|\b\d+[smhd](\d+[smhd])?( ago)?) +/g, '<age>$2 ')
    .replace(/\b\d+[smhd](\d+[smhd])?$/gm, '<age>')
    .replace(/\b(AGE|LAST SEEN|DURATION|LAST SCHEDULE) +/g, '$1 ')
    .replace(/ {2,}/g, '  ')
    .replace(/ +$/gm, '');
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
