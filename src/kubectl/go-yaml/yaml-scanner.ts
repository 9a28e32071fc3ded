import { type Mark, YamlProblem } from './yaml-problem.ts';
import { scanBlock, scanPlain, scanQuoted } from './yaml-scalars.ts';
import { YamlText } from './yaml-text.ts';

export type TokenType =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-sequence'
  | 'block-mapping'
  | 'block-end'
  | 'block-entry'
  | 'flow-entry'
  | '['
  | ']'
  | '{'
  | '}'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  type: TokenType;
  mark: Mark;
  /** Of an anchor or alias. */
  name?: string;
}

/** Where a key without `?` may begin, until the text shows whether a colon follows. */
interface SimpleKey {
  possible: boolean;
  required: boolean;
  /** Its token, counted from the first one. */
  token: number;
  mark: Mark;
}

/**
 * The tokens of a YAML text, one after the other, as the scanner of libyaml (which Go's library is a port of) makes
 * them: it reads ahead exactly as far, so it complains of the same mistake first.
 */
export class YamlScanner {
  readonly #text: YamlText;
  readonly #tokens: Token[] = [];
  readonly #indents: number[] = [];
  readonly #keys: SimpleKey[] = [NO_KEY];
  #taken = 0;
  #indent = -1;
  #keyAllowed = true;
  #ended = false;

  constructor(text: string) {
    this.#text = new YamlText(text);
  }

  peek(): Token {
    while (this.#tokens.length === 0 || this.#mayBeKey()) this.#fetch();
    return this.#tokens[0]!;
  }

  next(): Token {
    const token = this.peek();
    this.#tokens.shift();
    this.#taken += 1;
    return token;
  }

  get #inFlow(): boolean {
    return this.#keys.length > 1;
  }

  get #key(): SimpleKey {
    return this.#keys.at(-1)!;
  }

  /** Whether the first token could still turn out to be a key. */
  #mayBeKey(): boolean {
    return !this.#ended && this.#keys.some((key) => this.#isValid(key) && key.token === this.#taken);
  }

  /** A key has to end on its line. */
  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.mark.line === this.#text.mark.line) return true;
    if (key.required) throw this.#missingColon(key);
    key.possible = false;
    return false;
  }

  #missingColon({ mark }: SimpleKey): YamlProblem {
    return YamlProblem.ofScanner("could not find expected ':'", this.#text.mark, mark);
  }

  #fetch(): void {
    const text = this.#text;
    this.#toNextToken();
    this.#unroll(text.column);
    const letter = text.letter();
    if (text.atEnd) this.#end();
    else if (text.column === 0 && letter === '%') this.#directive();
    else if (text.isDocumentMark()) this.#documentMark(letter);
    else if (letter === '[' || letter === '{') this.#flowStart(letter);
    else if (letter === ']' || letter === '}') this.#flowEnd(letter);
    else if (letter === ',') this.#simple('flow-entry', true);
    else if (letter === '-' && text.isGap(1)) this.#entry();
    else if (letter === '?' && (this.#inFlow || text.isGap(1))) this.#explicitKey();
    else if (letter === ':' && (this.#inFlow || text.isGap(1))) this.#value();
    else if (letter === '*' || letter === '&') this.#anchor(letter === '*' ? 'alias' : 'anchor');
    else if (letter === '!') this.#content('tag', () => text.skipWhile(/^[^\s,[\]{}]$/));
    else if ((letter === '|' || letter === '>') && !this.#inFlow) this.#blockScalar();
    else if (letter === "'" || letter === '"') this.#content('scalar', () => scanQuoted(text));
    else if (this.#startsPlain(letter)) this.#plain();
    else throw YamlProblem.ofScanner('found character that cannot start any token', text.mark);
  }

  #startsPlain(letter: string): boolean {
    if (!/^[-?:,[\]{}#&*!|>'"%@`\s]$/.test(letter)) return true;
    if (this.#text.isGap(1)) return false;
    return letter === '-' || (!this.#inFlow && (letter === '?' || letter === ':'));
  }

  #toNextToken(): void {
    const text = this.#text;
    for (;;) {
      text.skipWhile(this.#inFlow || !this.#keyAllowed ? /^[ \t]$/ : /^ $/);
      if (text.letter() === '#') text.skipLine();
      if (!text.isBreak()) return;
      text.skip();
      if (!this.#inFlow) this.#keyAllowed = true;
    }
  }

  #push(type: TokenType, mark: Mark, name?: string): void {
    this.#tokens.push({ type, mark, ...(name === undefined ? {} : { name }) });
  }

  /** Ends the blocks that are indented deeper than this column. */
  #unroll(column: number): void {
    while (!this.#inFlow && this.#indent > column) {
      this.#push('block-end', this.#text.mark);
      this.#indent = this.#indents.pop()!;
    }
  }

  /** Begins a block where the indentation grows; `before`: in front of which token. */
  #roll(type: TokenType, mark: Mark, before = this.#taken + this.#tokens.length): void {
    if (this.#inFlow || this.#indent >= mark.column) return;
    this.#indents.push(this.#indent);
    this.#indent = mark.column;
    this.#tokens.splice(before - this.#taken, 0, { type, mark });
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    const { mark } = this.#text;
    this.#removeKey();
    const required = !this.#inFlow && this.#indent === mark.column;
    const token = this.#taken + this.#tokens.length;
    this.#keys[this.#keys.length - 1] = { possible: true, required, token, mark };
  }

  #removeKey(): void {
    if (this.#key.possible && this.#key.required) throw this.#missingColon(this.#key);
    this.#keys[this.#keys.length - 1] = NO_KEY;
  }

  #end(): void {
    this.#text.finish();
    this.#unroll(-1);
    this.#removeKey();
    this.#ended = true;
    this.#push('stream-end', this.#text.mark);
  }

  #directive(): void {
    const start = this.#text.mark;
    this.#text.skip();
    const length = this.#text.skipWhile(/^[A-Z]$/);
    const isKnown = (length === 4 || length === 3) && this.#text.isGap();
    if (!isKnown) {
      const message = this.#text.skipWhile(/^\w$/) + length === 0 ? 'could not find expected' : 'found unknown';
      throw YamlProblem.ofScanner(`${message} directive name`, this.#text.mark, start);
    }
    this.#text.skipLine();
  }

  #documentMark(letter: string): void {
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    this.#push(letter === '-' ? 'document-start' : 'document-end', this.#text.mark);
    this.#text.skip(3);
  }

  #flowStart(bracket: '[' | '{'): void {
    this.#saveKey();
    this.#keys.push(NO_KEY);
    this.#keyAllowed = true;
    this.#push(bracket, this.#text.mark);
    this.#text.skip();
  }

  #flowEnd(bracket: ']' | '}'): void {
    this.#removeKey();
    if (this.#inFlow) this.#keys.pop();
    this.#keyAllowed = false;
    this.#push(bracket, this.#text.mark);
    this.#text.skip();
  }

  #simple(type: TokenType, keyAllowed: boolean): void {
    this.#removeKey();
    this.#keyAllowed = keyAllowed;
    this.#push(type, this.#text.mark);
    this.#text.skip();
  }

  #entry(): void {
    this.#requireKeyAllowed('block sequence entries');
    this.#roll('block-sequence', this.#text.mark);
    this.#simple('block-entry', true);
  }

  #explicitKey(): void {
    this.#requireKeyAllowed('mapping keys');
    this.#roll('block-mapping', this.#text.mark);
    this.#simple('key', !this.#inFlow);
  }

  #value(): void {
    const key = this.#key;
    if (!this.#isValid(key)) {
      this.#requireKeyAllowed('mapping values');
      this.#roll('block-mapping', this.#text.mark);
      this.#simple('value', !this.#inFlow);
      return;
    }
    this.#tokens.splice(key.token - this.#taken, 0, { type: 'key', mark: key.mark });
    this.#roll('block-mapping', key.mark, key.token);
    this.#keys[this.#keys.length - 1] = NO_KEY;
    this.#simple('value', false);
  }

  #requireKeyAllowed(what: string): void {
    if (this.#inFlow || this.#keyAllowed) return;
    throw YamlProblem.ofScanner(`${what} are not allowed in this context`, this.#text.mark);
  }

  /** What may itself be a key. */
  #content(type: TokenType, scan: () => unknown): void {
    const { mark } = this.#text;
    this.#saveKey();
    this.#keyAllowed = false;
    scan();
    this.#push(type, mark);
  }

  #anchor(type: 'alias' | 'anchor'): void {
    const text = this.#text;
    const { mark } = text;
    this.#saveKey();
    this.#keyAllowed = false;
    text.skip();
    let name = '';
    for (; /^[\w-]$/.test(text.letter()); text.skip()) name += text.letter();
    if (name === '' || !(text.isGap() || /^[?:,\]}%@`]$/.test(text.letter())))
      throw YamlProblem.ofScanner('did not find expected alphabetic or numeric character', text.mark, mark);
    this.#push(type, mark, name);
  }

  #blockScalar(): void {
    const { mark } = this.#text;
    this.#removeKey();
    this.#keyAllowed = true;
    scanBlock(this.#text, this.#indent);
    this.#push('scalar', mark);
  }

  #plain(): void {
    const { mark } = this.#text;
    this.#saveKey();
    this.#keyAllowed = false;
    if (scanPlain(this.#text, this.#indent, this.#inFlow)) this.#keyAllowed = true;
    this.#push('scalar', mark);
  }
}

const NO_KEY: SimpleKey = { possible: false, required: false, token: -1, mark: { line: 0, column: 0 } };
