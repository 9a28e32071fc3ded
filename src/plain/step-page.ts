import type { MarkdownRenderer, RenderOptions } from '../markdown/index.ts';
import { fillVariables, type Lab, quizOf, type Session } from '../runner/index.ts';
import { lineTexts as texts } from '../texts/index.ts';
import { quizRows } from './ask-quiz.ts';
import { withoutHints } from './hints.ts';

export interface PageOptions {
  lab: Lab;
  session: Session;
  /** Cells. */
  width: number;
  color: boolean;
  palette?: RenderOptions['palette'];
}

/** The current step as it is read: title, text with its blocks numbered, what has to have fired by when, the commands. */
export function stepPage({ session, lab, width, color, palette }: PageOptions, render: MarkdownRenderer): string {
  const { current, labSteps, track } = session;
  if (!current) return '';
  const { step } = current;
  const { lines } = render(withoutHints(fillVariables(step.body, track, session.target)), {
    width,
    color,
    palette,
    numbered: (_, index) => step.blocks[index]?.flags.includes('line-numbers') === true,
    label: (_, index) => {
      const block = step.blocks[index];
      return block?.runnable ? `[${block.number}] ${block.language || 'shell'}` : undefined;
    },
  });
  const due = lab.obligations.filter(({ due, opened }) => opened <= step.number && step.number <= due);
  const quiz = quizOf(current, lab.obligations);
  return [
    `\n${texts.stepTitle(track.title, step.number, labSteps.length, step.title)}\n`,
    `${lines.join('\n').trimEnd()}\n`,
    ...(quiz ? [quizRows(quiz.answers), texts.isQuiz] : []),
    ...due.map((obligation) => texts.due(obligation.alert, obligation.due)),
    texts.commands,
  ].join('\n');
}

/** The last page: what the track says at its end, and how many steps were passed. */
export function closingPage({ session, width, color, palette }: PageOptions, render: MarkdownRenderer): string {
  const { state, track, labSteps } = session;
  const closing = track.challenges.at(-1)?.closing.trim() ?? '';
  const passed = state.steps.filter(({ status }) => status === 'passed' || status === 'unchecked').length;
  return [
    ...(closing === '' ? [] : [render(closing, { width, color, palette }).lines.join('\n').trimEnd()]),
    texts.finished(track.title, passed, labSteps.length),
  ].join('\n');
}
