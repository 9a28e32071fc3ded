import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ScriptOptions, ScriptResult } from '../types.ts';
import { signalGroup } from './keyboard.ts';

/** Output kept of one script, characters. */
const MOST = 1_000_000;
const OTHER_INTERPRETER = /^#!(?!.*\b(?:ba)?sh\b)/;

/**
 * Runs a script as its own process, in its own group, with nothing but `env`. Aborting the signal interrupts the whole
 * group, and kills it when it does not listen; the code is then 130.
 */
export async function runScript(
  text: string,
  { name = 'script', args = [], env = {}, cwd, stdin, signal }: ScriptOptions,
  control: string,
): Promise<ScriptResult> {
  // Loaded by the first script: the simulation never runs one, and would wait for it at each start.
  const { execa } = await import('execa');
  const folder = mkdtempSync(join(control, 'script-'));
  const file = join(folder, basename(name));
  writeFileSync(file, text, { mode: 0o700 });
  const command = OTHER_INTERPRETER.test(text) ? [file] : ['bash', '--noprofile', '--norc', file];
  const child = execa(command[0]!, [...command.slice(1), ...args], {
    cwd,
    env,
    extendEnv: false,
    ...(stdin === undefined ? { stdin: 'ignore' as const } : { input: stdin }),
    detached: true,
    cleanup: true,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: MOST,
  });
  let interrupted = false;
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    interrupted = true;
    signalGroup(child.pid, 'SIGINT');
    kill = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), 2_000);
  };
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const { exitCode, stdout, stderr, code } = await child;
    return {
      code: interrupted ? 130 : (exitCode ?? (code === 'ENOENT' ? 127 : 137)),
      stdout: String(stdout ?? ''),
      stderr: String(stderr ?? ''),
    };
  } finally {
    clearTimeout(kill);
    signal?.removeEventListener('abort', stop);
    signalGroup(child.pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}
