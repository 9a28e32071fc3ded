import { type HereDocumentInput, hereDocumentInput } from './here-document-input.ts';

/** A word of a command: quotes taken off, variables and substitutions as written. */
interface Word {
  text: string;
  /** Where it starts in the text. */
  offset: number;
  /** Some of it stood in single or double quotes. */
  quoted: boolean;
}

/** A here document: `<<EOF`, `<<\EOF`, `<<-'EOF'`. */
interface HereDocument {
  text: string;
  /** Where its first line starts. */
  offset: number;
  /** The shell leaves `$` alone inside. */
  quoted: boolean;
  /** What the command reads: without the backslashes that keep the shell from replacing something. */
  input: HereDocumentInput;
}

/** `> file`, `2>> file`, `< file`; here documents are apart. */
interface Redirection {
  operator: string;
  target: Word;
}

/** One simple command of a script. */
export interface Command {
  words: readonly Word[];
  redirections: readonly Redirection[];
  hereDocuments: readonly HereDocument[];
  /** What stands before it in its pipeline. */
  pipedFrom?: Command;
  offset: number;
  /** The text of `$(...)` and backticks in it, to be read with the same function. */
  substitutions: readonly { text: string; offset: number }[];
}

/**
 * Splits shell text into its simple commands, well enough to know what is applied, mentioned and set.
 * Not a shell grammar: keywords (`if`, `do`) come out as first words of their own. Never throws.
 */
export function splitCommands(text: string): Command[] {
  return new Scanner(text).scan();
}

interface OpenCommand {
  words: Word[];
  redirections: Redirection[];
  hereDocuments: HereDocument[];
  substitutions: { text: string; offset: number }[];
  pipedFrom?: Command;
  offset: number;
}

interface PendingHereDocument {
  command: OpenCommand;
  delimiter: string;
  quoted: boolean;
  stripTabs: boolean;
}

const OPERATOR = /^(?:\|\||&&|\|&?|;;?|&(?!>)|[()\n])/;
const REDIRECTION = /^(?:\d*(?:<<<|<<-?|<>|<&|<|>>|>&|>\||>)|&>>?)/;

/** Blanks of bash: others, such as one that does not break, are letters like any. */
const ENDS_WORD = /[ \t\r\n;|&()<>]/;

class Scanner {
  readonly #text: string;
  #at = 0;
  readonly #commands: Command[] = [];
  #command: OpenCommand = emptyCommand(0);
  #pending: PendingHereDocument[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  scan(): Command[] {
    while (this.#at < this.#text.length) this.#step();
    this.#endCommand(undefined);
    return this.#commands;
  }

  #step(): void {
    const rest = this.#text.slice(this.#at, this.#at + 8);
    if (rest.startsWith('\\\n')) this.#at += 2;
    else if (/^[ \t\r]/.test(rest)) this.#at += 1;
    else if (rest.startsWith('#')) this.#skipComment();
    else if (REDIRECTION.test(rest)) this.#redirection(REDIRECTION.exec(rest)![0]);
    else if (OPERATOR.test(rest)) this.#operator(OPERATOR.exec(rest)![0]);
    else this.#command.words.push(this.#word());
  }

  #skipComment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #operator(operator: string): void {
    this.#at += operator.length;
    this.#endCommand(operator);
    if (operator === '\n') this.#readHereDocuments();
  }

  #endCommand(operator: string | undefined): void {
    const ended = this.#command;
    const isEmpty = ended.words.length === 0 && ended.redirections.length === 0 && ended.hereDocuments.length === 0;
    const isOpen = this.#pending.some(({ command }) => command === ended);
    // A line feed right after a pipe goes on with the pipeline.
    if (isEmpty && !isOpen && operator === '\n' && ended.pipedFrom) return;
    if (!isEmpty || isOpen) this.#commands.push(ended);
    this.#command = emptyCommand(this.#at);
    if (operator?.startsWith('|') && operator !== '||' && !isEmpty) this.#command.pipedFrom = ended;
  }

  #redirection(match: string): void {
    const operator = match.replace(/^\d+/, '');
    this.#at += match.length;
    this.#skipBlanks();
    if (operator === '<<' || operator === '<<-') {
      const start = this.#at;
      const word = this.#word();
      const quoted = /[\\'"]/.test(this.#text.slice(start, this.#at));
      this.#pending.push({ command: this.#command, delimiter: word.text, quoted, stripTabs: operator === '<<-' });
      return;
    }
    this.#command.redirections.push({ operator, target: this.#word() });
  }

  #skipBlanks(): void {
    while (/[ \t]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #readHereDocuments(): void {
    for (const { command, delimiter, quoted, stripTabs } of this.#pending) {
      const offset = this.#at;
      const lines: { text: string; start: number }[] = [];
      while (this.#at < this.#text.length) {
        const start = this.#at;
        const end = this.#text.indexOf('\n', start);
        const line = this.#text.slice(start, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#text.length : end + 1;
        const text = stripTabs ? line.replace(/^\t+/, '') : line;
        if (text === delimiter) break;
        lines.push({ text, start: start - offset + line.length - text.length });
      }
      const text = lines.map((line) => line.text).join('\n');
      command.hereDocuments.push({ text, offset, quoted, input: hereDocumentInput(lines, quoted) });
    }
    this.#pending = [];
  }

  #word(): Word {
    const offset = this.#at;
    let text = '';
    let quoted = false;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at]!;
      if (ENDS_WORD.test(character)) break;
      if (character === "'" || character === '"') quoted = true;
      text += this.#piece(character);
    }
    return { text, offset, quoted };
  }

  #piece(character: string): string {
    if (character === '\\') return this.#escaped();
    if (character === "'") return this.#until("'");
    if (character === '"') return this.#doubleQuoted();
    if (character === '`') return this.#backticks();
    if (character === '$') return this.#dollar();
    this.#at += 1;
    return character;
  }

  #escaped(): string {
    const next = this.#text[this.#at + 1] ?? '';
    this.#at += 2;
    return next === '\n' ? '' : next;
  }

  #until(quote: string): string {
    const end = this.#text.indexOf(quote, this.#at + 1);
    const stop = end < 0 ? this.#text.length : end;
    const inner = this.#text.slice(this.#at + 1, stop);
    this.#at = stop + 1;
    return inner;
  }

  #doubleQuoted(): string {
    this.#at += 1;
    let text = '';
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
      const character = this.#text[this.#at]!;
      text += character === "'" ? this.#literal() : this.#piece(character);
    }
    this.#at += 1;
    return text;
  }

  #literal(): string {
    this.#at += 1;
    return this.#text[this.#at - 1]!;
  }

  #backticks(): string {
    const offset = this.#at + 1;
    const inner = this.#until('`');
    this.#command.substitutions.push({ text: inner, offset });
    return `\`${inner}\``;
  }

  /** `$(...)` and `${...}` stay whole, whatever blanks are in them. */
  #dollar(): string {
    const opening = this.#text[this.#at + 1];
    if (opening !== '(' && opening !== '{') return this.#literal();
    const end = this.#matching(this.#at + 1, opening, opening === '(' ? ')' : '}');
    const whole = this.#text.slice(this.#at, end + 1);
    const isArithmetic = whole.startsWith('$((');
    if (opening === '(' && !isArithmetic) {
      this.#command.substitutions.push({ text: this.#text.slice(this.#at + 2, end), offset: this.#at + 2 });
    }
    this.#at = end + 1;
    return whole;
  }

  #matching(start: number, opening: string, closing: string): number {
    let depth = 0;
    for (let index = start; index < this.#text.length; index += 1) {
      const character = this.#text[index]!;
      if (character === '\\') index += 1;
      else if (character === "'") index = indexOrEnd(this.#text, "'", index + 1);
      else if (character === opening) depth += 1;
      else if (character === closing && --depth === 0) return index;
    }
    return this.#text.length;
  }
}

function emptyCommand(offset: number): OpenCommand {
  return { words: [], redirections: [], hereDocuments: [], substitutions: [], offset };
}

function indexOrEnd(text: string, needle: string, from: number): number {
  const index = text.indexOf(needle, from);
  return index < 0 ? text.length : index;
}
