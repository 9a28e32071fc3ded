import { type Selector, SelectorError } from './labels.ts';
import { type SelectorToken, tokenizeSelector } from './tokenize-selector.ts';

export interface SelectorOptions {
  /** Put before every label name: `pcns.` reads namespace labels, `pcsa.` service account labels. */
  prefix?: string;
}

/** The label Calico gives to every endpoint and network set that lives in a namespace. */
export const NAMESPACE_LABEL = 'projectcalico.org/namespace';

/**
 * Compiles a selector of Calico's language: `==`, `!=`, `in {}`, `not in {}`, `contains`, `starts with`,
 * `ends with`, `has()`, `all()`, `global()`, `!`, `&&`, `||` and parentheses. An empty one selects everything.
 * A missing label satisfies only `!=`, `not in` and `!has()`. Throws `SelectorError`.
 */
export function parseSelector(text: string, options: SelectorOptions = {}): Selector {
  if (text.trim() === '') return () => true;
  const reader = new TokenReader(tokenizeSelector(text), options.prefix ?? '');
  const selector = either(reader);
  reader.expectEnd();
  return selector;
}

class TokenReader {
  readonly prefix: string;
  readonly #tokens: readonly SelectorToken[];
  #next = 0;

  constructor(tokens: readonly SelectorToken[], prefix: string) {
    this.#tokens = tokens;
    this.prefix = prefix;
  }

  get current(): SelectorToken {
    return this.#tokens[this.#next]!;
  }

  take(): SelectorToken {
    const token = this.current;
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  /** Takes the operator or word if it comes next; of a word that starts an operator, the rest must follow. */
  takeIf(text: string, rest?: string): boolean {
    const { kind, text: found } = this.current;
    if ((kind !== 'operator' && kind !== 'label') || found !== text) return false;
    this.#next++;
    if (rest !== undefined) this.expect(rest);
    return true;
  }

  expect(text: string): void {
    if (!this.takeIf(text)) this.fail(`expected ${text}`);
  }

  expectString(): string {
    if (this.current.kind !== 'string') this.fail('expected a quoted string');
    return this.take().text;
  }

  expectLabel(): string {
    if (this.current.kind !== 'label') this.fail('expected a label name');
    return this.prefix + this.take().text;
  }

  expectEnd(): void {
    if (this.current.kind !== 'end') this.fail('expected && or || or the end');
  }

  fail(wanted: string): never {
    const { kind, text, at } = this.current;
    const found = kind === 'end' ? 'the selector ends' : `found ${JSON.stringify(text)} at position ${at + 1}`;
    throw new SelectorError(`${wanted}, but ${found}`);
  }
}

function either(reader: TokenReader): Selector {
  const terms = [both(reader)];
  while (reader.takeIf('||')) terms.push(both(reader));
  return terms.length === 1 ? terms[0]! : (labels) => terms.some((term) => term(labels));
}

function both(reader: TokenReader): Selector {
  const terms = [operation(reader)];
  while (reader.takeIf('&&')) terms.push(operation(reader));
  return terms.length === 1 ? terms[0]! : (labels) => terms.every((term) => term(labels));
}

function operation(reader: TokenReader): Selector {
  if (reader.takeIf('!')) {
    const negated = operation(reader);
    return (labels) => !negated(labels);
  }
  if (reader.takeIf('(')) {
    const inner = either(reader);
    reader.expect(')');
    return inner;
  }
  const word = reader.current.text;
  const name = reader.expectLabel();
  return reader.takeIf('(') ? call(reader, word) : comparison(reader, name);
}

function call(reader: TokenReader, word: string): Selector {
  const makers: Record<string, () => Selector> = {
    all: () => () => true,
    global: () => (labels) => !labels.has(NAMESPACE_LABEL),
    has: () => {
      const label = reader.expectLabel();
      return (labels) => labels.has(label);
    },
  };
  const make = makers[word];
  if (!make) throw new SelectorError(`${word}() is not a function of selectors; there are all(), global() and has()`);
  const selector = make();
  reader.expect(')');
  return selector;
}

function comparison(reader: TokenReader, name: string): Selector {
  if (reader.current.text === '=') reader.fail('expected == or !=');
  if (reader.takeIf('==')) {
    const value = reader.expectString();
    return (labels) => labels.get(name) === value;
  }
  if (reader.takeIf('!=')) {
    const value = reader.expectString();
    return (labels) => labels.get(name) !== value;
  }
  if (reader.takeIf('in')) return membership(reader, name);
  if (reader.takeIf('notin') || reader.takeIf('not', 'in')) {
    const inside = membership(reader, name);
    return (labels) => !inside(labels);
  }
  return textComparison(reader, name);
}

function membership(reader: TokenReader, name: string): Selector {
  reader.expect('{');
  const values = new Set<string>();
  // A comma may stand behind the last one, too.
  while (reader.current.kind === 'string') {
    values.add(reader.expectString());
    if (!reader.takeIf(',')) break;
  }
  reader.expect('}');
  return (labels) => {
    const value = labels.get(name);
    return value !== undefined && values.has(value);
  };
}

function textComparison(reader: TokenReader, name: string): Selector {
  if (reader.takeIf('contains')) {
    const part = reader.expectString();
    return (labels) => labels.get(name)?.includes(part) ?? false;
  }
  if (reader.takeIf('startswith') || reader.takeIf('starts', 'with')) {
    const start = reader.expectString();
    return (labels) => labels.get(name)?.startsWith(start) ?? false;
  }
  if (reader.takeIf('endswith') || reader.takeIf('ends', 'with')) {
    const end = reader.expectString();
    return (labels) => labels.get(name)?.endsWith(end) ?? false;
  }
  return reader.fail('expected an operator (==, !=, in, not in, contains, starts with, ends with)');
}
