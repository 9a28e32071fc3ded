import type { RecordedInput } from '../sandbox/index.ts';
import { foreignLanguage, type Script } from '../track/index.ts';
import { knownHost, type Lab, scriptEnvironment } from './lab.ts';

export interface Lifecycle {
  scripts: readonly Script[];
  /** For the error: `setup of the track`. */
  what: string;
  cause: 'learner' | 'track';
  /** Number of the input it comes after: scripts an earlier sitting ran since are waited for, not run again. */
  since: number;
  /** Told when the target does not run such scripts. */
  skipped?(what: string, why: string): void;
}

type ScriptInput = Extract<RecordedInput['input'], { kind: 'script' }>;
type ScriptResult = Awaited<ReturnType<Lab['target']['script']>>;

/** Runs set-up, clean-up or solution scripts one after the other. Rejects with `LifecycleError` when one does not work. */
export async function runLifecycle({ target, pace, track }: Lab, lifecycle: Lifecycle): Promise<void> {
  const { scripts, what, cause, since, skipped } = lifecycle;
  if (target.lifecycleRefusal !== undefined) {
    if (scripts.length > 0) skipped?.(what, target.lifecycleRefusal);
    return;
  }
  for (const { host, text, file } of scripts) {
    const foreign = foreignLanguage(text);
    if (foreign)
      throw new LifecycleError(`the ${what} cannot be run: ${file} asks for ${foreign}, and only bash is there`);
    await pace.catchUp();
    const call = { host: knownHost(target, host), name: file, text, env: scriptEnvironment(track), cause };
    const begun = target.log.find(({ number, input }) => number > since && isScript(input, call));
    const work = begun && (target.effectOf(begun.number) as Promise<ScriptResult>);
    const { code, stderr, stdout } = await pace.run(work ?? target.script(call));
    if (code !== 0)
      throw new LifecycleError(`the ${what} failed: ${file} ended with exit code ${code}${said(stderr || stdout)}`);
  }
}

function isScript(input: RecordedInput['input'], { host, name, text }: Omit<ScriptInput, 'kind'>): boolean {
  return input.kind === 'script' && input.host === host && input.name === name && input.text === text;
}

function said(output: string): string {
  const lines = output.trimEnd().split('\n').slice(-3).join('\n');
  return lines === '' ? '' : `\n${lines}`;
}

/** A set-up, solve or clean-up script of the track did not work: the track's mistake, said with its output. */
class LifecycleError extends Error {
  override readonly name = 'LifecycleError';
}
