import type { MarkdownRenderer } from '../markdown/index.ts';
import type { PageOptions } from './step-page.ts';

/** The `<details>` of a step whose summary says hint (or help, solution), in order, as they are written. */
export function hintsOf(markdown: string): string[] {
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

/** A hint as it is read. */
export function renderHint(
  text: string,
  { width, color, palette }: Pick<PageOptions, 'width' | 'color' | 'palette'>,
  render: MarkdownRenderer,
): string {
  return render(text, { width, color, palette }).lines.join('\n');
}
