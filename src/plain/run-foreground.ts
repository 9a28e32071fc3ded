import { innerCommand, type LearnersCommand, type Target } from '../runner/index.ts';
import type { Pace } from '../sandbox/index.ts';
import type { LineSource } from './line-source.ts';

export interface Foreground {
  target: Target;
  pace: Pace;
  lines: LineSource;
  /** Says that nothing but time is missing and that Enter lets it run; absent where nobody can press Enter. */
  offerTime?(): void;
  /** Carries out a command of the learner's own that was typed into a shell inside the terminal's own, behind `prompt`. */
  command?(word: LearnersCommand, prompt: () => string): Promise<unknown>;
}

/** Real milliseconds between two looks for a typed line. */
const LOOK = 20;
/** Real milliseconds of mere waiting before fast-forward is offered. */
const OFFER_AFTER = 3_000;

/**
 * Waits for a command that runs in `terminal`. Lines that come meanwhile go to it when it reads from the terminal
 * (nested shells, `read`, `cat`); an empty one while it only waits lets time run.
 */
export async function runForeground<T>(work: Promise<T>, terminal: string, foreground: Foreground): Promise<T> {
  const { target, pace, lines, offerTime, command } = foreground;
  const shell = target.terminal(terminal);
  let settled = false;
  const watched = work.finally(() => void (settled = true));
  watched.catch(() => {});
  const began = performance.now();
  let offered = false;
  let hurried: Promise<unknown> | undefined;

  while (!settled) {
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    if (settled) break;
    if (shell.wantsInput) {
      await feed();
      continue;
    }
    if (!offerTime || hurried) continue;
    if (!offered && performance.now() - began > OFFER_AFTER) {
      offered = true;
      offerTime();
    }
    // What is typed meanwhile is for the shell, once it is its turn again.
    if (lines.ahead?.trim() === '' && lines.take() !== undefined) hurried = pace.hurry?.(watched).catch(() => {});
  }
  return watched;

  async function feed(): Promise<void> {
    const line = lines.take();
    await pace.catchUp();
    const own = line === undefined ? undefined : innerCommand(shell, line);
    if (own && command) await command(own, () => shell.innerPrompt ?? '');
    else if (line !== undefined) await target.keys(terminal, `${line}\n`);
    else if (lines.ended) await target.keys(terminal, null);
  }
}
