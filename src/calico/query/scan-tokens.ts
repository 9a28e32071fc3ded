import { CharacterReader } from './character-reader.ts';
import { goQuote } from './go-quote.ts';
import { goUnquote } from './go-unquote.ts';
import { QueryError, type QueryPosition } from './query-error.ts';
import { scanNumber } from './scan-number.ts';

export type TokenType = 'ident' | 'string' | 'char' | 'int' | 'float' | 'raw' | 'symbol' | 'end';

/** `text` is what the token stands for: strings come without quotes and escapes. */
export interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly position: QueryPosition;
}

/**
 * Splits a query text by the rules of Go's text/scanner, with participle's twist that single quotes around two or more
 * characters make a string. The last token is the end. Throws `QueryError`.
 */
export function scanTokens(text: string): Token[] {
  return new Scanner(text).all();
}

const WHITESPACE = new Set(['\t', '\n', '\r', ' ']);
const LETTER = /^[\p{L}_]$/u;
const LETTER_OR_DIGIT = /^[\p{L}\p{Nd}_]$/u;
const DIGIT = /^[0-9]$/;
const HEXADECIMAL = /^[0-9a-fA-F]$/;
const OCTAL = /^[0-7]$/;
const HEXADECIMAL_ESCAPES: Record<string, number> = { x: 2, u: 4, U: 8 };

class Scanner {
  readonly #reader: CharacterReader;
  #problem: QueryError | undefined;

  constructor(text: string) {
    this.#reader = new CharacterReader(text);
  }

  all(): Token[] {
    const tokens: Token[] = [];
    for (;;) {
      const token = this.#token();
      // Scanning goes on to the token's end after a problem; the last one found is told.
      if (this.#problem) throw this.#problem;
      if (this.#reader.nullAt) throw new QueryError('invalid character NUL', this.#reader.nullAt);
      const finished = unquoted(token);
      tokens.push(finished);
      if (finished.type === 'end') return tokens;
    }
  }

  #token(): Token {
    const reader = this.#reader;
    for (;;) {
      while (reader.current !== undefined && WHITESPACE.has(reader.current)) reader.next();
      const position = reader.position();
      const start = reader.offset();
      const type = this.#scan(start);
      if (type === 'comment') continue;
      return { type, text: type === 'end' ? '' : reader.slice(start), position };
    }
  }

  #scan(start: number): TokenType | 'comment' {
    const reader = this.#reader;
    const first = reader.current;
    if (first === undefined) return 'end';
    if (LETTER.test(first)) {
      while (LETTER_OR_DIGIT.test(reader.next() ?? ''));
      return 'ident';
    }
    if (DIGIT.test(first)) return this.#number(start, false);
    reader.next();
    if (first === '"' || first === "'") {
      this.#quoted(first);
      return first === '"' ? 'string' : 'char';
    }
    if (first === '`') {
      this.#raw();
      return 'raw';
    }
    if (first === '.' && DIGIT.test(reader.current ?? '')) return this.#number(start, true);
    if (first === '/' && (reader.current === '/' || reader.current === '*')) {
      this.#comment(reader.current);
      return 'comment';
    }
    return 'symbol';
  }

  #number(start: number, afterDot: boolean): TokenType {
    return scanNumber(this.#reader, start, afterDot, (reason) => this.#report(reason));
  }

  #quoted(quote: string): void {
    const reader = this.#reader;
    while (reader.current !== quote) {
      if (reader.current === undefined || reader.current === '\n') {
        this.#report('literal not terminated');
        break;
      }
      if (reader.current === '\\') this.#escape(quote);
      else reader.next();
    }
    reader.next();
  }

  #escape(quote: string): void {
    const reader = this.#reader;
    const first = reader.next() ?? '';
    if (first !== '' && `abfnrtv\\${quote}`.includes(first)) {
      reader.next();
      return;
    }
    const digits = HEXADECIMAL_ESCAPES[first];
    if (OCTAL.test(first)) this.#escapeDigits(OCTAL, 3);
    else if (digits === undefined) this.#report('invalid char escape');
    else {
      reader.next();
      this.#escapeDigits(HEXADECIMAL, digits);
    }
  }

  #escapeDigits(allowed: RegExp, count: number): void {
    const reader = this.#reader;
    let left = count;
    for (; left > 0 && allowed.test(reader.current ?? ''); left--) reader.next();
    if (left > 0) this.#report('invalid char escape');
  }

  #raw(): void {
    const reader = this.#reader;
    while (reader.current !== undefined && reader.current !== '`') reader.next();
    if (reader.current === undefined) this.#report('literal not terminated');
    reader.next();
  }

  #comment(opening: string): void {
    const reader = this.#reader;
    reader.next();
    if (opening === '/') {
      while (reader.current !== undefined && reader.current !== '\n') reader.next();
      return;
    }
    while (reader.current !== undefined) {
      const before = reader.current;
      if (reader.next() === '/' && before === '*') {
        reader.next();
        return;
      }
    }
    this.#report('comment not terminated');
  }

  #report(reason: string): void {
    this.#problem = new QueryError(reason, this.#reader.position());
  }
}

function unquoted(token: Token): Token {
  if (token.type === 'raw') return { ...token, text: token.text.slice(1, -1) };
  if (token.type !== 'string' && token.type !== 'char') return token;
  const literal = `"${token.text.slice(1, -1)}"`;
  const text = goUnquote(literal);
  if (text === undefined) throw new QueryError(`invalid syntax: ${goQuote(literal)}`, token.position);
  const isString = token.type === 'string' || Array.from(text).length > 1;
  return { type: isString ? 'string' : 'char', text, position: token.position };
}
