import { Failure } from '../failure.ts';

/** One step of a path, or a whole template's part. */
export type Node =
  | { type: 'text'; text: string }
  | { type: 'list'; nodes: Node[] }
  | { type: 'field'; name: string }
  | { type: 'slice'; from?: number; to?: number; step?: number; single: boolean }
  | { type: 'union'; nodes: Node[] }
  | { type: 'filter'; left: Node; operator: string; right?: Node }
  | { type: 'wildcard' }
  | { type: 'recursive' }
  | { type: 'literal'; value: string | number | boolean }
  | { type: 'range'; source: Node; body: Node[] };

/**
 * Reads kubectl's JSONPath templates: text with `{...}` actions in it. This is its own dialect, not RFC 9535:
 * relative paths, `range`/`end`, quoted literals, unions of quoted keys.
 */
export function parseJsonPath(template: string): Node[] {
  const parser = new Parser(template);
  const nodes = parser.template();
  return nest(nodes, { index: 0 }, false);
}

/** A path given without braces or leading dot (`custom-columns`, `--sort-by`), as a template. */
export function relaxedPath(path: string): string {
  if (path === '') return '{}';
  const match = /^\{?\.?([^{}]+)\}?$/.exec(path);
  const balanced = path.startsWith('{') === path.endsWith('}');
  if (!match || !balanced) {
    throw new Failure(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${match[1]}}`;
}

type Token = Node | { type: 'rangeStart'; source: Node } | { type: 'rangeEnd' };

/** Puts what stands between `range` and `end` inside the range. */
function nest(tokens: readonly Token[], at: { index: number }, inRange: boolean): Node[] {
  const out: Node[] = [];
  while (at.index < tokens.length) {
    const token = tokens[at.index++]!;
    if (token.type === 'rangeEnd') {
      if (!inRange) throw new Failure('not in range, nothing to end');
      return out;
    }
    if (token.type === 'rangeStart') out.push({ type: 'range', source: token.source, body: nest(tokens, at, true) });
    else out.push(token);
  }
  return out;
}

class Parser {
  readonly #input: string;
  #position = 0;

  constructor(input: string) {
    this.#input = input;
  }

  template(): Token[] {
    const tokens: Token[] = [];
    while (this.#position < this.#input.length) {
      const open = this.#input.indexOf('{', this.#position);
      const end = open === -1 ? this.#input.length : open;
      if (end > this.#position) tokens.push({ type: 'text', text: this.#input.slice(this.#position, end) });
      this.#position = end;
      if (open === -1) break;
      this.#position++;
      tokens.push(this.#action());
    }
    return tokens;
  }

  #action(): Token {
    const nodes: Node[] = [];
    let range = false;
    for (;;) {
      const rest = this.#input.slice(this.#position);
      const letter = rest[0];
      if (letter === undefined || letter === '\n' || letter === '\r') throw new Failure('unclosed action');
      if (letter === '}') {
        this.#position++;
        const list: Node = { type: 'list', nodes };
        return range ? { type: 'rangeStart', source: list } : list;
      }
      if (/^[A-Za-z_]/.test(letter)) {
        const word = /^\w+/.exec(rest)![0];
        this.#position += word.length;
        if (word === 'end') {
          this.#skipTo('}');
          return { type: 'rangeEnd' };
        }
        if (word === 'range') range = true;
        else if (word === 'true' || word === 'false') nodes.push({ type: 'literal', value: word === 'true' });
        else throw new Failure(`unrecognized identifier ${word}`);
        continue;
      }
      const node = this.#step(rest, letter);
      if (node) nodes.push(node);
    }
  }

  #step(rest: string, letter: string): Node | undefined {
    if (rest.startsWith('[?(')) return this.#filter();
    if (rest.startsWith('..')) {
      this.#position += 2;
      const next = this.#input[this.#position];
      if (next && /[\w]/.test(next)) this.#position -= 1;
      return { type: 'recursive' };
    }
    if (letter === ' ' || letter === '@' || letter === '$') {
      this.#position++;
      return undefined;
    }
    if (letter === '[') return this.#array();
    if (letter === '"' || letter === "'") return this.#quoted(letter);
    if (letter === '.') return this.#field();
    if (letter === '*') {
      this.#position++;
      return { type: 'wildcard' };
    }
    if (/[-+\d]/.test(letter)) return this.#number(rest);
    throw new Failure(`unrecognized character in action: ${codePoint(letter)}`);
  }

  #field(): Node | undefined {
    this.#position++;
    let name = '';
    for (;;) {
      const letter = this.#input[this.#position];
      if (letter === '\\') {
        name += this.#input[this.#position + 1] ?? '';
        this.#position += 2;
        continue;
      }
      if (letter === undefined || /[\s.[\]{}(),'"<>=!]/.test(letter)) break;
      name += letter;
      this.#position++;
    }
    if (name === '*') return { type: 'wildcard' };
    return name === '' ? undefined : { type: 'field', name };
  }

  #number(rest: string): Node {
    const digits = /^[-+]?[\d.]+(?:[eE][-+]?\d+)?/.exec(rest)?.[0] ?? '';
    const value = Number(digits);
    if (digits === '' || Number.isNaN(value)) throw new Failure(`cannot parse number ${rest[0]}`);
    this.#position += digits.length;
    return { type: 'literal', value };
  }

  #quoted(quote: string): Node {
    let end = this.#position + 1;
    while (this.#input[end] !== quote) {
      const letter = this.#input[end];
      if (letter === undefined || letter === '\n') throw new Failure('unterminated quoted string');
      end += letter === '\\' ? 2 : 1;
    }
    const body = this.#input.slice(this.#position + 1, end);
    this.#position = end + 1;
    return { type: 'literal', value: unescaped(body) };
  }

  #array(): Node {
    let end = this.#position + 1;
    let quote = '';
    for (;;) {
      const letter = this.#input[end];
      if (letter === undefined || letter === '\n') throw new Failure('unterminated array');
      if (letter === ']' && !quote) break;
      if (letter === "'") quote = quote ? '' : letter;
      end++;
    }
    const body = this.#input.slice(this.#position + 1, end);
    this.#position = end + 1;
    return arrayNode(body);
  }

  #filter(): Node {
    const start = this.#position + 3;
    let depth = 1;
    let quote = '';
    let end = start;
    for (; depth > 0; end++) {
      const letter = this.#input[end];
      if (letter === undefined || letter === '\n') throw new Failure('unterminated filter');
      if (quote) quote = letter === quote ? '' : quote;
      else if (letter === '"' || letter === "'") quote = letter;
      else if (letter === '(') depth++;
      else if (letter === ')') depth--;
    }
    if (this.#input[end] !== ']') throw new Failure('unclosed array expect ]');
    const body = this.#input.slice(start, end - 1);
    this.#position = end + 1;
    return filterNode(body);
  }

  #skipTo(letter: string): void {
    const end = this.#input.indexOf(letter, this.#position);
    if (end === -1) throw new Failure('unclosed action');
    this.#position = end + 1;
  }
}

function arrayNode(body: string): Node {
  const text = body === '*' ? ':' : body;
  const key = /^'([^']*)'$/.exec(text);
  if (key) return dottedField(key[1]!);
  if (text.includes(',')) {
    const members = text.split(',').map((each) => each.trim());
    return { type: 'union', nodes: members.map((each) => arrayNode(each)) };
  }
  const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (!slice || text === '') throw new Failure(`invalid array index ${text}`);
  const part = (value: string | undefined): number | undefined =>
    value && value !== ':' ? Number(value.replace(':', '')) : undefined;
  if (slice[2] === undefined) return { type: 'slice', from: part(slice[1]), single: true };
  return { type: 'slice', from: part(slice[1]), to: part(slice[2]), step: part(slice[3]), single: false };
}

/** A quoted key is a path of its own: dots in it separate fields. */
function dottedField(text: string): Node {
  const names = text.split(/(?<!\\)\./).map((name) => name.replaceAll('\\.', '.'));
  const nodes = names.filter((name) => name !== '').map((name): Node => ({ type: 'field', name }));
  return nodes.length === 1 ? nodes[0]! : { type: 'list', nodes };
}

function filterNode(body: string): Node {
  const match = /^([^!<>=]+)([!<>=]+)(.+?)$/s.exec(body);
  if (!match) return { type: 'filter', left: operand(body), operator: 'exists' };
  const [, left, operator, right] = match;
  const sides = { left: operand(left!), right: operand(right!) };
  if (!['<', '>', '==', '!=', '<=', '>='].includes(operator!)) {
    throw new Failure(`unrecognized filter operator ${operator}`);
  }
  return { type: 'filter', ...sides, operator: operator! };
}

function operand(text: string): Node {
  const nodes = nest(new Parser(`{${text.trim()}}`).template(), { index: 0 }, false);
  return { type: 'list', nodes };
}

function unescaped(body: string): string {
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return body.replace(/\\(.)/gs, (_, letter: string) => named[letter] ?? letter);
}

function codePoint(letter: string): string {
  return `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')} '${letter}'`;
}
