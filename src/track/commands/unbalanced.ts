import { splitCommands } from './split-commands.ts';

const CLOSES: Readonly<Record<string, string>> = { fi: 'if', done: 'do', esac: 'case', '}': '{' };
const OPENS = new Set(Object.values(CLOSES));
/** What may stand before another keyword. */
const LEADS = new Set(['then', 'do', 'else', 'elif', 'if', 'while', 'until', 'time', '!', '{']);

/**
 * The first keyword of a script that closes nothing or is never closed. No shell grammar: what it finds no bash can read,
 * but not all that bash cannot read is found.
 */
export function unbalancedKeyword(text: string): { offset: number; message: string } | undefined {
  const open: { keyword: string; offset: number }[] = [];
  for (const { words } of splitCommands(text)) {
    for (const { text: word, quoted, offset } of leadingWords(words)) {
      // `\\if` is no keyword either.
      if (quoted || !text.startsWith(word, offset)) break;
      if (OPENS.has(word)) open.push({ keyword: word, offset });
      const wanted = Object.hasOwn(CLOSES, word) ? CLOSES[word] : undefined;
      if (wanted && open.pop()?.keyword !== wanted) return { offset, message: `${word} closes no ${wanted} here` };
    }
  }
  const left = open.at(-1);
  return left && { offset: left.offset, message: `this ${left.keyword} is never closed` };
}

type Words = ReturnType<typeof splitCommands>[number]['words'];

/** The words of a command that stand where a keyword may. */
function leadingWords(words: Words): Words {
  // function NAME {
  const from = words[0]?.text === 'function' && !words[0].quoted ? 2 : 0;
  const end = words.slice(from).findIndex(({ text, quoted }) => quoted || !LEADS.has(text));
  return end < 0 ? words.slice(from) : words.slice(from, from + end + 1);
}
