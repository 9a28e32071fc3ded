/** The `<details>` of a step whose summary says hint (or help, solution), in order, as plain text. */
export function hintsOf(markdown: string): string[] {
  const folds = [...markdown.matchAll(/<details>\s*<summary>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>/gi)];
  return folds
    .filter(([, summary]) => /hint|help|tip/i.test(summary!))
    .map(([, , text]) => text!.trim().replace(/\s*\n\s*/g, ' '));
}

/** The step's text without its hints: they are shown one at a time, when asked for. */
export function withoutHints(markdown: string): string {
  return markdown.replace(/<details>\s*<summary>([\s\S]*?)<\/summary>[\s\S]*?<\/details>\n?/gi, (whole, summary) =>
    // Lines stay, so that positions below still hold.
    /hint|help|tip/i.test(summary) ? '\n'.repeat(whole.split('\n').length - 1) : whole,
  );
}
