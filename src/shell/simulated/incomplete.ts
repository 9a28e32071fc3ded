import { parse, type ScriptNode } from './just-bash.ts';

/** True when bash would ask for more: an open quote, heredoc or compound command, or a trailing `|`, `&&`, `||`, `\`. */
export function isIncomplete(text: string): boolean {
  const typed = text.replace(/\n$/, '');
  if (typed.trim() === '') return false;
  if (/(^|[^\\])(\\\\)*\\$/.test(typed)) return true;
  let script: ScriptNode;
  try {
    script = parse(text);
  } catch (error) {
    return ENDS_EARLY.test((error as Error).message) || OPENS_BLOCK.test(typed) || endsInOperator(typed);
  }
  return hasOpenHeredoc(script) || endsInOperator(typed);
}

/** Words after which the parser reports the next keyword rather than the end. */
const OPENS_BLOCK = /(?:^|[\s;&|])(?:then|else|elif|do)\s*$/;
const ENDS_EARLY =
  /unexpected end of file|got EOF|unterminated|unexpected EOF|end of input|expected '(?:done|fi|esac|\}|\))'.*EOF/i;

/** A trailing operator that is one: not inside a comment, which a parse with something after it tells. */
function endsInOperator(text: string): boolean {
  if (!/(\||&&)[ \t]*$/.test(text.trimEnd())) return false;
  try {
    return JSON.stringify(parse(`${text} marker_of_more`)).includes('marker_of_more');
  } catch {
    return false;
  }
}

function hasOpenHeredoc(node: unknown): boolean {
  if (node === null || typeof node !== 'object') return false;
  if ('type' in node && node.type === 'HereDoc' && 'terminated' in node && node.terminated === false) return true;
  return Object.values(node).some(hasOpenHeredoc);
}
