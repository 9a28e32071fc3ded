/** The command the cursor is in, up to the cursor. */
export interface CommandWords {
  /** Words before the one being typed, without quotes: the command's name first. */
  words: readonly string[];
  /** The word being typed, without quotes. */
  word: string;
  /** Where it begins in the text, its quote included. */
  from: number;
  /** The quote it is in. */
  quote: '' | '"' | "'";
  /** It names a file for `<` or `>`. */
  redirected: boolean;
}

const SEPARATORS = /[|&;()\n]/;
/** After these words a command follows. */
const LEADS = new Set(['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', '{', 'time']);
/** Programs that take a command as their arguments. */
const WRAPPERS = new Set(['sudo', 'watch', 'nohup', 'xargs', 'exec', 'command', 'env']);

/** Takes a command line apart up to `cursor`: the last command of a list, pipeline or `$( )`. */
export function commandWords(text: string, cursor: number): CommandWords {
  const scan = new Scan();
  for (let at = 0; at < cursor; at++) at += scan.read(text, at);
  return scan.result(cursor);
}

class Scan {
  #words: string[] = [];
  #word = '';
  #from: number | undefined;
  #quote: '' | '"' | "'" = '';
  #redirected = false;
  /** Commands outside a `$(`. */
  readonly #outer: { words: string[]; word: string; from: number | undefined; quote: '' | '"' | "'" }[] = [];

  /** Takes the character at `at`; gives how many more it took. */
  read(text: string, at: number): number {
    const character = text[at]!;
    if (character === '$' && text[at + 1] === '(' && this.#quote !== "'") {
      this.#outer.push({ words: this.#words, word: this.#word, from: this.#from, quote: this.#quote });
      this.#startCommand();
      return 1;
    }
    if (this.#quote !== '') return this.#readQuoted(character, text, at);
    if (character === '\\') {
      this.#add(text[at + 1] ?? '', at);
      return 1;
    }
    if (character === '"' || character === "'") {
      this.#from ??= at;
      this.#quote = character;
      return 0;
    }
    if (character === ')' && this.#outer.length > 0) {
      this.#close();
      return 0;
    }
    if (character === '#' && this.#from === undefined) return this.#skipComment(text, at);
    if (SEPARATORS.test(character)) this.#startCommand();
    else if (character === '<' || character === '>') this.#redirect();
    else if (/\s/.test(character)) this.#endWord();
    else this.#add(character, at);
    return 0;
  }

  result(cursor: number): CommandWords {
    return {
      words: inner(this.#words),
      word: this.#word,
      from: this.#from ?? cursor,
      quote: this.#quote,
      redirected: this.#redirected,
    };
  }

  #readQuoted(character: string, text: string, at: number): number {
    if (character === this.#quote) this.#quote = '';
    else if (character === '\\' && this.#quote === '"' && /["\\$`]/.test(text[at + 1] ?? '')) {
      this.#word += text[at + 1];
      return 1;
    } else this.#word += character;
    return 0;
  }

  #add(character: string, at: number): void {
    this.#from ??= at;
    this.#word += character;
  }

  #endWord(): void {
    if (this.#from === undefined) return;
    if (!this.#redirected) this.#words.push(this.#word);
    this.#word = '';
    this.#from = undefined;
    this.#redirected = false;
  }

  #startCommand(): void {
    this.#words = [];
    this.#word = '';
    this.#from = undefined;
    this.#quote = '';
    this.#redirected = false;
  }

  #redirect(): void {
    // The 2 of `2>` is no argument.
    if (/^\d$/.test(this.#word)) {
      this.#word = '';
      this.#from = undefined;
    }
    this.#endWord();
    this.#redirected = true;
  }

  #close(): void {
    const { words, word, from, quote } = this.#outer.pop()!;
    this.#words = words;
    this.#word = word;
    this.#from = from ?? 0;
    this.#quote = quote;
  }

  #skipComment(text: string, at: number): number {
    const end = text.indexOf('\n', at);
    this.#startCommand();
    return (end < 0 ? text.length : end) - at - 1;
  }
}

/** The command behind what stands before it: `X=1`, `do`, `sudo`, `timeout 5`, `watch -n 1`. */
function inner(words: readonly string[]): readonly string[] {
  const [first, ...rest] = words;
  if (first === undefined) return words;
  if (/^\w+=/.test(first) || LEADS.has(first)) return inner(rest);
  if (first === 'timeout') return inner(afterOptions(rest).slice(1));
  if (WRAPPERS.has(first)) return inner(afterOptions(rest));
  return words;
}

function afterOptions(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !word.startsWith('-') && !/^\d+s?$/.test(word));
  return at < 0 ? [] : words.slice(at);
}
