import type { Target } from './target.ts';

/** What a learner types at a shell and means firedrill by; the screens say what each does. */
export type LearnersCommand = 'task' | 'check' | 'hint' | 'next';

const COMMANDS: readonly string[] = ['task', 'check', 'hint', 'next'] satisfies LearnersCommand[];

/**
 * Which of the learner's own commands a line is that was typed into a shell inside the terminal's own, in a pod say:
 * none when that shell does not wait for a command, or has a program of that name.
 */
export function innerCommand(terminal: ReturnType<Target['terminal']>, line: string): LearnersCommand | undefined {
  const word = line.trim();
  if (!COMMANDS.includes(word) || terminal.innerPrompt === undefined) return undefined;
  return terminal.surroundings.programs().includes(word) ? undefined : (word as LearnersCommand);
}
