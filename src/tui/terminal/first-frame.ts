import { screenTexts as texts } from '../../texts/index.ts';

/** Title and empty panes, drawn at once while the rest is still being loaded. */
export function firstFrame(columns: number, rows: number, title: string): string {
  const width = Math.max(1, columns);
  const lines = [
    padded(` ${texts.programme}  ${title}`, width),
    `┌${'─'.repeat(Math.max(0, width - 2))}┐`,
    ...Array.from(
      { length: Math.max(0, rows - 5) },
      (_, index) => `│${padded(index === 0 ? ` ${texts.opening}` : '', width - 2)}│`,
    ),
    `└${'─'.repeat(Math.max(0, width - 2))}┘`,
  ];
  return `\x1b[H${lines.slice(0, rows).join('\r\n')}`;
}

/** Only our own words and a path: cells need not be counted. */
function padded(text: string, width: number): string {
  return text
    .replace(/[^ -~…]/g, '?')
    .slice(0, Math.max(0, width))
    .padEnd(width);
}
