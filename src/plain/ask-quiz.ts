import { printable } from '../markdown/index.ts';
import { lineTexts as texts } from '../texts/index.ts';
import type { LineSource } from './line-source.ts';

/** The answers of a quiz, numbered. */
export function quizRows(answers: readonly string[]): string {
  return answers.map((answer, index) => `  ${index + 1}  ${printable(answer)}`).join('\n');
}

/** Asks for answers by number (`1 3`); positions, 0-based. Undefined when the learner leaves it, or the input ends. */
export async function askQuiz(
  answers: readonly string[],
  lines: LineSource,
  say: (text: string) => void,
): Promise<number[] | undefined> {
  say(`${quizRows(answers)}\n${texts.askQuiz}`);
  for (;;) {
    lines.prompt('> ');
    const words = (await lines.next())?.split(/[\s,]+/).filter(Boolean) ?? [];
    if (words.length === 0) return undefined;
    const chosen = words.map((word) => Number(word) - 1);
    if (chosen.every((answer) => answer in answers)) return [...new Set(chosen)];
    say(texts.noSuchAnswer(answers.length));
  }
}
