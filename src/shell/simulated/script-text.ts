import { isIncomplete } from './incomplete.ts';
import { parse, type ScriptNode } from './just-bash.ts';

/** The longest run of whole commands at the beginning of `text`. */
export function linesThatParse(text: string): ScriptNode | undefined {
  const lines = text.split('\n');
  for (let count = lines.length - 1; count > 0; count--) {
    const part = lines.slice(0, count).join('\n');
    if (part.trim() === '' || isIncomplete(part)) continue;
    try {
      return parse(part);
    } catch {
      // One line fewer, then.
    }
  }
  return undefined;
}

/** A parser's message in bash's words. */
export function syntaxError({ message }: Error): string {
  return message.startsWith('syntax error') ? message : `syntax error: ${message}`;
}
