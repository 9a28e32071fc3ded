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
    return ENDS_EARLY.test((error as Error).message) || OPENS_BLOCK.test(typed);
  }
  return hasOpenHeredoc(script) || awaitsCommand(typed, script);
}

/** Words after which the parser reports the next keyword rather than the end. */
const OPENS_BLOCK = /(?:^|[\s;&|])(?:then|else|elif|do|\||&&)\s*$/;
const ENDS_EARLY =
  /unexpected end of file|got EOF|unterminated|unexpected EOF|end of input|expected '(?:done|fi|esac|\}|\))'.*EOF/i;

/** The command of a next line would belong to the last statement: a trailing `|`, `&&` or `||`. */
function awaitsCommand(text: string, script: ScriptNode): boolean {
  if (!/\||&&/.test(text)) return false;
  try {
    return parse(`${text}\nnext`).statements.length === script.statements.length;
  } catch {
    return false;
  }
}

function hasOpenHeredoc(node: unknown): boolean {
  if (node === null || typeof node !== 'object') return false;
  if ('type' in node && node.type === 'HereDoc' && 'terminated' in node && node.terminated === false) return true;
  return Object.values(node).some(hasOpenHeredoc);
}
