import { fillPlaceholders, fillVariables, placeholdersOf, type Session } from '../runner/index.ts';
import { lineTexts as texts } from '../texts/index.ts';
import type { LineSource } from './line-source.ts';

/** A block's text as it runs: variables filled in, placeholders asked for. Undefined when the learner gives none. */
export async function fillBlock(
  written: string,
  { track, target }: Pick<Session, 'track' | 'target'>,
  lines: LineSource,
): Promise<string | undefined> {
  const text = fillVariables(written, track, target);
  const values: Record<string, string> = {};
  for (const placeholder of placeholdersOf(text)) {
    lines.prompt(`${texts.askPlaceholder(placeholder)} `);
    const value = (await lines.next())?.trim();
    if (!value) return undefined;
    values[placeholder] = value;
  }
  return fillPlaceholders(text, values);
}
