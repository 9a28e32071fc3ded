/**
 * What Go's decoder says of a text that is no JSON, or undefined for one that is: `invalid character 'x' looking for
 * beginning of value`, `unexpected end of JSON input` (the scanner of encoding/json).
 */
export function jsonSyntaxError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return new Scanner(text).complaint();
  }
}

/** What stands in a text of one JSON value behind the other, and why it ends before the text does. */
export interface JsonStream {
  values: unknown[];
  /** `offset`: bytes up to and with the letter that is wrong; absent where the text ends too early. */
  problem?: { message: string; offset?: number };
}

/** Reads value after value, as Go's `json.Decoder` does. */
export function readJsonStream(text: string): JsonStream {
  return new Scanner(text).stream();
}

/** Walks a text up to where it stops being JSON. */
class Scanner {
  readonly #letters: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#letters = [...text];
  }

  complaint(): string | undefined {
    return this.#problemOf(() => {
      this.#value();
      this.#skipSpace();
      if (this.#at < this.#letters.length) this.#refuse('after top-level value');
    })?.message;
  }

  stream(): JsonStream {
    const values: unknown[] = [];
    for (;;) {
      this.#skipSpace();
      const start = this.#at;
      if (start === this.#letters.length) return { values };
      const problem = this.#problemOf(() => this.#value());
      if (problem) return { values, problem };
      values.push(JSON.parse(this.#letters.slice(start, this.#at).join('')));
    }
  }

  #problemOf(walk: () => void): JsonStream['problem'] {
    try {
      walk();
      return undefined;
    } catch (failure) {
      if (!(failure instanceof Complaint)) throw failure;
      const { message } = failure;
      if (this.#at >= this.#letters.length) return { message };
      return { message, offset: new TextEncoder().encode(this.#letters.slice(0, this.#at + 1).join('')).length };
    }
  }

  #value(): void {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Complaint('exceeded max depth');
    this.#start(this.#peek());
    this.#depth -= 1;
  }

  #start(letter: string): void {
    if (letter === '{') this.#object();
    else if (letter === '[') this.#array();
    else if (letter === '"') this.#string();
    else if (/[-\d]/.test(letter)) this.#number();
    else this.#literal(letter);
  }

  #literal(letter: string): void {
    const word = ['true', 'false', 'null'].find((each) => each.startsWith(letter));
    if (!word) this.#refuse('looking for beginning of value');
    for (const expected of word!) {
      if (this.#here() !== expected) this.#refuse(`in literal ${word} (expecting ${quoted(expected)})`);
      this.#at += 1;
    }
  }

  #object(): void {
    this.#at += 1;
    if (this.#peek() === '}') {
      this.#at += 1;
      return;
    }
    for (;;) {
      if (this.#peek() !== '"') this.#refuse('looking for beginning of object key string');
      this.#string();
      if (this.#peek() !== ':') this.#refuse('after object key');
      this.#at += 1;
      this.#value();
      const next = this.#peek();
      if (next !== ',' && next !== '}') this.#refuse('after object key:value pair');
      this.#at += 1;
      if (next === '}') return;
    }
  }

  #array(): void {
    this.#at += 1;
    if (this.#peek() === ']') {
      this.#at += 1;
      return;
    }
    for (;;) {
      this.#value();
      const next = this.#peek();
      if (next !== ',' && next !== ']') this.#refuse('after array element');
      this.#at += 1;
      if (next === ']') return;
    }
  }

  #string(): void {
    for (this.#at += 1; this.#here() !== '"'; this.#at += 1) {
      if (this.#here() < ' ') this.#refuse('in string literal');
      if (this.#here() !== '\\') continue;
      this.#at += 1;
      if (!/["\\/bfnrtu]/.test(this.#here())) this.#refuse('in string escape code');
      if (this.#here() === 'u') this.#hexDigits();
    }
    this.#at += 1;
  }

  #hexDigits(): void {
    for (let digit = 0; digit < 4; digit += 1) {
      this.#at += 1;
      if (!/[\da-fA-F]/.test(this.#here())) this.#refuse('in \\u hexadecimal character escape');
    }
  }

  #number(): void {
    if (this.#here() === '-') {
      this.#at += 1;
      if (!/\d/.test(this.#here())) this.#refuse('in numeric literal');
    }
    if (this.#here() === '0') this.#at += 1;
    else this.#digits();
    if (this.#letters[this.#at] === '.') {
      this.#at += 1;
      if (!/\d/.test(this.#here())) this.#refuse('after decimal point in numeric literal');
      this.#digits();
    }
    if (/^[eE]$/.test(this.#letters[this.#at] ?? '')) {
      this.#at += 1;
      if (/[-+]/.test(this.#here())) this.#at += 1;
      if (!/\d/.test(this.#here())) this.#refuse('in exponent of numeric literal');
      this.#digits();
    }
  }

  #digits(): void {
    while (/^\d$/.test(this.#letters[this.#at] ?? '')) this.#at += 1;
  }

  #skipSpace(): void {
    while (/^[ \t\r\n]$/.test(this.#letters[this.#at] ?? '')) this.#at += 1;
  }

  #peek(): string {
    this.#skipSpace();
    return this.#here();
  }

  /** The letter where the scanner stands; an end of the text here is what is wrong with it. */
  #here(): string {
    const letter = this.#letters[this.#at];
    if (letter === undefined) throw new Complaint('unexpected end of JSON input');
    return letter;
  }

  #refuse(context: string): never {
    throw new Complaint(`invalid character ${quoted(this.#here())} ${context}`);
  }
}

/** Go goes ten times as deep; this is what the stack bears everywhere. */
const DEEPEST = 1_000;

class Complaint extends Error {}

const ESCAPES: Readonly<Record<string, string>> = { "'": "\\'", '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** As Go quotes a character, except that a double quote stands alone. */
function quoted(letter: string): string {
  const code = letter.charCodeAt(0);
  const plain = code < 32 ? `\\x${code.toString(16).padStart(2, '0')}` : letter;
  return `'${ESCAPES[letter] ?? plain}'`;
}
