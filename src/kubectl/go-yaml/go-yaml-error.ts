import { type Mark, YamlProblem } from './yaml-problem.ts';
import { type Token, type TokenType, YamlScanner } from './yaml-scanner.ts';

/**
 * What Go's YAML library says of the first document of a text that is none (`yaml: line 6: did not find expected key`);
 * undefined for one it takes. What it holds is not looked at.
 */
export function goYamlError(text: string): string | undefined {
  try {
    new Grammar(text).document();
    return undefined;
  } catch (failure) {
    if (failure instanceof YamlProblem) return failure.message;
    throw failure;
  }
}

const ENDS_OF_ENTRY: readonly TokenType[] = ['block-entry', 'block-end'];
const ENDS_OF_PAIR: readonly TokenType[] = ['key', 'value', 'block-end'];

/** The order tokens may stand in, and what is missing where they do not. */
class Grammar {
  readonly #tokens: YamlScanner;
  readonly #anchors = new Set<string>();

  constructor(text: string) {
    this.#tokens = new YamlScanner(text);
  }

  document(): void {
    while (this.#is('document-start', 'document-end')) this.#tokens.next();
    if (this.#is('stream-end')) return;
    this.#node(true, false);
    if (this.#is('stream-end', 'document-start', 'document-end')) return;
    const { mark } = this.#tokens.peek();
    throw YamlProblem.ofParser('did not find expected <document start>', mark, mark);
  }

  #is(...types: readonly TokenType[]): boolean {
    return types.includes(this.#tokens.peek().type);
  }

  #skip(type: TokenType): boolean {
    if (!this.#is(type)) return false;
    this.#tokens.next();
    return true;
  }

  #node(inBlock: boolean, indentless: boolean): void {
    const { mark } = this.#tokens.peek();
    const hasProperties = this.#properties();
    const token = this.#tokens.peek();
    if (token.type === 'alias' && !hasProperties) this.#alias(this.#tokens.next());
    else if (indentless && token.type === 'block-entry') this.#indentless();
    else if (token.type === 'scalar') this.#tokens.next();
    else if (token.type === '[') this.#flowSequence(this.#tokens.next());
    else if (token.type === '{') this.#flowMapping(this.#tokens.next());
    else if (inBlock && token.type === 'block-sequence') this.#blockSequence(this.#tokens.next());
    else if (inBlock && token.type === 'block-mapping') this.#blockMapping(this.#tokens.next());
    else if (!hasProperties) throw YamlProblem.ofParser('did not find expected node content', token.mark, mark);
  }

  /** Anchors and tags. */
  #properties(): boolean {
    const before = this.#tokens.peek();
    while (this.#is('anchor', 'tag')) {
      const { name } = this.#tokens.next();
      if (name !== undefined) this.#anchors.add(name);
    }
    return this.#tokens.peek() !== before;
  }

  #alias({ name }: Token): void {
    if (!this.#anchors.has(name!)) throw new YamlProblem(`unknown anchor '${name}' referenced`, 0);
  }

  #blockSequence({ mark }: Token): void {
    while (!this.#skip('block-end')) {
      if (!this.#skip('block-entry')) throw this.#missing("'-' indicator", mark);
      if (!this.#is(...ENDS_OF_ENTRY)) this.#node(true, false);
    }
  }

  /** A sequence as deep as the key it belongs to. */
  #indentless(): void {
    while (this.#skip('block-entry')) {
      if (!this.#is('block-entry', ...ENDS_OF_PAIR)) this.#node(true, false);
    }
  }

  #blockMapping({ mark }: Token): void {
    while (!this.#skip('block-end')) {
      if (this.#skip('key')) {
        if (!this.#is(...ENDS_OF_PAIR)) this.#node(true, true);
      } else if (!this.#is('value')) throw this.#missing('key', mark);
      if (this.#skip('value') && !this.#is(...ENDS_OF_PAIR)) this.#node(true, true);
    }
  }

  #flowSequence({ mark }: Token): void {
    for (let first = true; !this.#skip(']'); first = false) {
      if (!first && !this.#skip('flow-entry')) throw this.#missing("',' or ']'", mark);
      if (this.#skip('key')) this.#flowPair(']');
      else if (!this.#is(']')) this.#node(false, false);
    }
  }

  #flowMapping({ mark }: Token): void {
    for (let first = true; !this.#skip('}'); first = false) {
      if (!first && !this.#skip('flow-entry')) throw this.#missing("',' or '}'", mark);
      if (this.#skip('key')) this.#flowPair('}');
      else if (!this.#is('}')) this.#node(false, false);
    }
  }

  #flowPair(end: ']' | '}'): void {
    if (!this.#is('value', 'flow-entry', end)) this.#node(false, false);
    if (this.#skip('value') && !this.#is('flow-entry', end)) this.#node(false, false);
  }

  #missing(what: string, start: Mark): YamlProblem {
    return YamlProblem.ofParser(`did not find expected ${what}`, this.#tokens.peek().mark, start);
  }
}
