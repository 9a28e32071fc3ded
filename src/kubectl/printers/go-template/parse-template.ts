import { type Known, parsePipeline, TemplateSyntax } from './parse-pipeline.ts';
import type { ParsedTemplate, TemplateNode } from './template-nodes.ts';
import { type Word, wordsOf } from './template-words.ts';

/** Reads a Go template. Throws `TemplateSyntax`. */
export function parseTemplate(source: string, functions: ReadonlySet<string>): ParsedTemplate {
  return new TemplateParser(source, functions).parse();
}

type Piece = { text: string } | { words: Word[]; at: number; end: number };
type Ending = { word: string; rest: Word[]; end: number } | undefined;

class TemplateParser {
  readonly #source: string;
  readonly #pieces: Piece[];
  readonly #known: Known;
  readonly #defined = new Map<string, TemplateNode[]>();
  #index = 0;
  #ranges = 0;

  constructor(source: string, functions: ReadonlySet<string>) {
    this.#source = source;
    this.#pieces = piecesOf(source);
    this.#known = { functions, variables: ['$'] };
  }

  parse(): ParsedTemplate {
    const { nodes, ending } = this.#block();
    if (ending) throw new TemplateSyntax(`unexpected {{${ending.word}}}`, ending.end);
    return { nodes, defined: this.#defined };
  }

  #block(): { nodes: TemplateNode[]; ending: Ending } {
    const nodes: TemplateNode[] = [];
    while (this.#index < this.#pieces.length) {
      const piece = this.#pieces[this.#index++]!;
      if ('text' in piece) {
        nodes.push({ type: 'text', text: piece.text });
        continue;
      }
      const [first, ...rest] = piece.words;
      const word = first?.text ?? '';
      if (word === 'end' || word === 'else') return { nodes, ending: { word, rest, end: piece.end } };
      const node = this.#action(word, rest, piece.words, piece.end);
      if (node) nodes.push(node);
    }
    return { nodes, ending: undefined };
  }

  #action(word: string, rest: Word[], all: Word[], end: number): TemplateNode | undefined {
    switch (word) {
      case 'if':
      case 'range':
      case 'with':
        return this.#control(word, rest, end);
      case 'break':
      case 'continue':
        if (this.#ranges === 0) throw new TemplateSyntax(`{{${word}}} outside {{range}}`, end);
        return { type: word };
      case 'define':
        this.#define(rest, end, 'define');
        return undefined;
      case 'block': {
        const name = this.#define(rest, end, 'block');
        return this.#call(name, rest, end);
      }
      case 'template':
        return this.#call(this.#nameOf(rest, end, 'template clause'), rest, end);
      default:
        return { type: 'output', pipeline: parsePipeline(all, this.#known, 'command', end) };
    }
  }

  #control(type: 'if' | 'range' | 'with', words: Word[], end: number): TemplateNode {
    const visible = this.#known.variables.length;
    const pipeline = parsePipeline(words, this.#known, type, end);
    if (type === 'range') this.#ranges += 1;
    const { nodes: body, ending } = this.#block();
    if (type === 'range') this.#ranges -= 1;
    const otherwise = this.#otherwise(ending);
    this.#known.variables.length = visible;
    return { type, pipeline, body, otherwise };
  }

  #otherwise(ending: Ending): TemplateNode[] {
    if (!ending) throw new TemplateSyntax('unexpected EOF', this.#source.length);
    if (ending.word === 'end') return [];
    const [chained, ...rest] = ending.rest;
    if (chained?.text === 'if' || chained?.text === 'with') return [this.#control(chained.text, rest, ending.end)];
    const last = this.#block();
    if (last.ending?.word !== 'end') throw new TemplateSyntax('unexpected EOF', this.#source.length);
    return last.nodes;
  }

  #define(words: Word[], end: number, context: 'define' | 'block'): string {
    const name = this.#nameOf(words, end, `${context} clause`);
    const outer = this.#known.variables;
    this.#known.variables = ['$'];
    const { nodes, ending } = this.#block();
    this.#known.variables = outer;
    if (ending?.word !== 'end') throw new TemplateSyntax('unexpected EOF', this.#source.length);
    this.#defined.set(name, nodes);
    return name;
  }

  #nameOf([first]: Word[], end: number, context: string): string {
    if (!first || !/^["`]/.test(first.text))
      throw new TemplateSyntax(`unexpected ${JSON.stringify(first?.text ?? '')} in ${context}`, end);
    return first.text.slice(1, -1);
  }

  #call(name: string, [first, ...rest]: Word[], end: number): TemplateNode {
    const pipeline = rest.length > 0 ? parsePipeline(rest, this.#known, 'template clause', end) : undefined;
    const argument = pipeline ? ` ${pipeline.text}` : '';
    return {
      type: 'template',
      name,
      at: first!.at,
      text: `{{template "${name}"${argument}}}`,
      ...(pipeline ? { pipeline } : {}),
    };
  }
}

/** Texts and actions, blanks trimmed where a brace has a dash. */
function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trims = false;
  while (at < source.length) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open === -1 ? source.length : open);
    if (trims) text = text.trimStart();
    if (open === -1) {
      if (text) pieces.push({ text });
      break;
    }
    const close = closingBrace(source, open + 2);
    let start = open + 2;
    let action = source.slice(start, close);
    if (/^-\s/.test(action)) {
      text = text.trimEnd();
      start += 1;
      action = action.slice(1);
    }
    trims = /\s-$/.test(action);
    if (trims) action = action.slice(0, -1);
    if (text) pieces.push({ text });
    if (!action.trim().startsWith('/*')) pieces.push({ words: wordsOf(action, start), at: start, end: close });
    at = close + 2;
  }
  return pieces;
}

/** Braces inside of quotes and comments end nothing. */
function closingBrace(source: string, from: number): number {
  const pattern = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\/|\}\}/g;
  pattern.lastIndex = from;
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    if (match[0] === '}}') return match.index;
  }
  throw new TemplateSyntax('unclosed action', source.length);
}
