/** One `<details>` of a text. */
export interface Fold {
  summary: string;
  /** Markdown inside. */
  text: string;
  /** Its summary says hint, help or tip: shown one at a time by the hint key. */
  isHint: boolean;
}

const DETAILS = /^([ \t]*)<details\b[^>]*>\s*(?:<summary\b[^>]*>([\s\S]*?)<\/summary>)?([\s\S]*?)<\/details>/gim;

export const CLOSED = '▸';
export const OPENED = '▾';

export function foldsOf(markdown: string): Fold[] {
  return [...markdown.matchAll(DETAILS)].map(([, , summary, text]) => foldOf(summary, text!));
}

/**
 * Folds as headings, closed ones without their content. Lines stay where they are, so that positions in the text
 * still hold.
 */
export function replaceFolds(markdown: string, isOpen: (index: number) => boolean): string {
  let index = -1;
  return markdown.replace(DETAILS, (whole, indent: string, summary: string | undefined, text: string) => {
    index += 1;
    const open = isOpen(index);
    const title = `${indent}#### ${open ? OPENED : CLOSED} ${foldOf(summary, text).summary}`;
    const lines = whole.split('\n');
    const first = open ? lines.length - text.split('\n').length : 0;
    if (!open) return [title, ...lines.slice(1).map(() => '')].join('\n');
    const content = text.split('\n');
    const gap = Array.from({ length: first }, () => '');
    return [title, ...gap.slice(1), ...(first > 0 ? content : [...content.slice(1)])].join('\n');
  });
}

function foldOf(summary: string | undefined, text: string): Fold {
  const title =
    (summary ?? '')
      .replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ')
      .trim() || 'More';
  return { summary: title, text: text.trim(), isHint: /hint|help|tip|hinweis|hilfe/i.test(title) };
}
