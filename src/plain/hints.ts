import type { MarkdownRenderer } from '../markdown/index.ts';
import { lineTexts as texts } from '../texts/index.ts';
import type { PageOptions } from './step-page.ts';

/** The `<details>` of a step whose summary says hint (or help, solution), in order, as they are written. */
function hintsOf(markdown: string): string[] {
  const folds = [...markdown.matchAll(/<details>\s*<summary>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>/gi)];
  return folds.filter(([, summary]) => /hint|help|tip|hinweis|hilfe/i.test(summary!)).map(([, , text]) => text!.trim());
}

/** The step's text without its hints: they are shown one at a time, when asked for. */
export function withoutHints(markdown: string): string {
  return markdown.replace(/<details>\s*<summary>([\s\S]*?)<\/summary>[\s\S]*?<\/details>\n?/gi, (whole, summary) =>
    // Lines stay, so that positions below still hold.
    /hint|help|tip|hinweis|hilfe/i.test(summary) ? '\n'.repeat(whole.split('\n').length - 1) : whole,
  );
}

/** The next hint of the step as it is read, or that there is none. It counts as shown. */
export function nextHint({ session, ...options }: PageOptions, render: MarkdownRenderer): string {
  const hints = hintsOf(session.current!.step.body);
  if (hints.length === 0) return texts.noHint;
  const shown = session.state.steps[session.state.current - 1]!.hintsShown;
  const number = Math.min(shown + 1, hints.length);
  session.showHint();
  const { width, color, palette } = options;
  const text = render(hints[number - 1]!, { width, color, palette }).lines.join('\n');
  return texts.hint(number, hints.length, (text.includes('\n') ? '\n' : ' ') + text);
}
