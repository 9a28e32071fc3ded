import type { Command, Operand, Pipeline } from './template-nodes.ts';
import type { Word } from './template-words.ts';

/** What a template may use at the place that is being read. */
export interface Known {
  functions: ReadonlySet<string>;
  variables: string[];
}

/** Why a template cannot be read, and where. */
export class TemplateSyntax extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Reads `$x := .a | printf "%s"`. `context`: what the pipeline is for, as errors name it. */
export function parsePipeline(words: readonly Word[], known: Known, context: string, end: number): Pipeline {
  const reader = new PipelineReader(words, known, end);
  const declares = reader.declarations(context === 'range');
  const pipeline = reader.pipeline(declares, context);
  known.variables.push(...declares);
  return pipeline;
}

class PipelineReader {
  readonly #words: readonly Word[];
  readonly #known: Known;
  readonly #end: number;
  #index = 0;

  constructor(words: readonly Word[], known: Known, end: number) {
    this.#words = words;
    this.#known = known;
    this.#end = end;
  }

  get #next(): Word | undefined {
    return this.#words[this.#index];
  }

  declarations(inRange: boolean): string[] {
    const signs = this.#words.slice(0, 4).map(({ text }) => text);
    const isVariable = (text: string | undefined): boolean => /^\$\w+$/.test(text ?? '');
    const isAssignment = (text: string | undefined): boolean => text === ':=' || text === '=';
    if (isVariable(signs[0]) && isAssignment(signs[1])) {
      this.#index = 2;
      return [signs[0]!];
    }
    if (inRange && isVariable(signs[0]) && signs[1] === ',' && isVariable(signs[2]) && isAssignment(signs[3])) {
      this.#index = 4;
      return [signs[0]!, signs[2]!];
    }
    return [];
  }

  pipeline(declares: string[], context: string): Pipeline {
    const at = this.#next?.at ?? this.#end;
    const commands = this.#commands(context);
    const rest = this.#next;
    if (rest) throw this.#unexpected(rest);
    const names = declares.length > 0 ? `${declares.join(', ')} := ` : '';
    return { at, declares, commands, text: names + commands.map(({ text }) => text).join(' | ') };
  }

  #commands(context: string): Command[] {
    const commands: Command[] = [];
    do {
      const first = this.#next;
      const operands: Operand[] = [];
      while (this.#next && !/^[|)]$/.test(this.#next.text)) operands.push(this.#operand());
      if (!first || operands.length === 0) throw new TemplateSyntax(`missing value for ${context}`, this.#end);
      commands.push({ at: first.at, operands, text: operands.map(({ text }) => text).join(' ') });
    } while (this.#take('|'));
    return commands;
  }

  #take(text: string): boolean {
    if (this.#next?.text !== text) return false;
    this.#index += 1;
    return true;
  }

  #operand(): Operand {
    const word = this.#next!;
    this.#index += 1;
    const nested = word.text === '(' ? this.#nested() : undefined;
    const fields: Word[] = [];
    while (this.#next && !this.#next.apart && /^\.\w+$/.test(this.#next.text)) {
      fields.push(this.#next);
      this.#index += 1;
    }
    const names = fields.map(({ text }) => text.slice(1));
    // Go names a chain of fields by its second one.
    const at = fields[0]?.at ?? word.at;
    if (nested)
      return {
        type: 'nested',
        at,
        text: `(${nested.text})${fields.map(({ text }) => text).join('')}`,
        pipeline: nested,
        names,
      };
    const text = word.text + fields.map((field) => field.text).join('');
    if (/^\.\w+$/.test(word.text)) return { type: 'field', at, text, names: [word.text.slice(1), ...names] };
    if (word.text.startsWith('$')) {
      if (!this.#known.variables.includes(word.text))
        throw new TemplateSyntax(`undefined variable "${word.text}"`, word.at);
      return { type: 'variable', at, text, name: word.text, names };
    }
    if (fields.length > 0) throw this.#unexpected(fields[0]!);
    return this.#plain(word);
  }

  #nested(): Pipeline {
    const at = this.#next?.at ?? this.#end;
    const commands = this.#commands('parenthesized pipeline');
    if (!this.#take(')')) throw new TemplateSyntax('unclosed left paren', this.#end);
    return { at, declares: [], commands, text: commands.map(({ text }) => text).join(' | ') };
  }

  #plain(word: Word): Operand {
    const { at, text } = word;
    if (text === '.') return { type: 'dot', at, text };
    if (text === 'nil') return { type: 'nil', at, text };
    if (text === 'true' || text === 'false') return { type: 'literal', at, text, value: text === 'true' };
    if (text.startsWith('"')) return { type: 'literal', at, text, value: unquoted(word) };
    if (text.startsWith('`')) return { type: 'literal', at, text, value: text.slice(1, -1) };
    if (text.startsWith("'")) return { type: 'literal', at, text, value: text.codePointAt(1)! };
    if (/^[-+]?\d/.test(text)) {
      const value = Number(text.replaceAll('_', ''));
      if (Number.isNaN(value)) throw new TemplateSyntax(`bad number syntax: "${text}"`, at);
      return { type: 'literal', at, text, value };
    }
    if (!/^\w+$/.test(text)) throw this.#unexpected(word);
    if (!this.#known.functions.has(text)) throw new TemplateSyntax(`function "${text}" not defined`, at);
    return { type: 'function', at, text, name: text };
  }

  #unexpected({ text, at }: Word): TemplateSyntax {
    return new TemplateSyntax(`unexpected ${JSON.stringify(text)} in operand`, at);
  }
}

function unquoted({ text, at }: Word): string {
  try {
    return JSON.parse(text.replace(/\\'/g, "'").replace(/\\x(..)/g, '\\u00$1'));
  } catch {
    throw new TemplateSyntax('invalid syntax', at);
  }
}
