import type { MarkdownRenderer } from '../markdown/index.ts';
import { fillVariables } from '../runner/index.ts';
import type { PageOptions } from './step-page.ts';

/** The notes of a challenge, read before its first step. */
export function notePages(
  { session, width, color, palette }: Omit<PageOptions, 'lab'>,
  render: MarkdownRenderer,
): string[] {
  const { current, track, target } = session;
  return (current?.challenge.notes ?? []).map(({ type, contents, url = '' }) => {
    const text = contents ?? (type === 'image' ? `![](<${url}>)` : url);
    return `\n${render(fillVariables(text, track, target), { width, color, palette })
      .lines.join('\n')
      .trimEnd()}`;
  });
}
