import { Failure } from '../failure.ts';

/** A value in a pipeline: a path from the dot or a variable, a literal, a function's name, or a pipeline in brackets. */
export type Term =
  | { type: 'path'; variable?: string; names: string[] }
  | { type: 'literal'; value: string | number | boolean | null }
  | { type: 'function'; name: string }
  | { type: 'nested'; pipeline: Pipeline; names: string[] };

export interface Pipeline {
  declares: string[];
  commands: Term[][];
}

export type TemplateNode =
  | { type: 'text'; text: string }
  | { type: 'output'; pipeline: Pipeline }
  | { type: 'if' | 'range' | 'with'; pipeline: Pipeline; body: TemplateNode[]; otherwise: TemplateNode[] };

/** Reads a Go template: text, outputs, pipelines, variables, if, range, with, comments and trimming. */
export function parseGoTemplate(source: string): TemplateNode[] {
  const tokens = [...actions(source)];
  const at = { index: 0 };
  const { nodes, ended } = block(tokens, at);
  if (ended) throw new Failure(`unexpected {{${ended}}}`);
  return nodes;
}

type Token = { text: string } | { action: string };

function* actions(source: string): Generator<Token> {
  let rest = source;
  let trimNext = false;
  while (rest) {
    const open = rest.indexOf('{{');
    let text = open === -1 ? rest : rest.slice(0, open);
    if (trimNext) text = text.trimStart();
    if (open === -1) {
      yield { text };
      return;
    }
    const close = rest.indexOf('}}', open);
    if (close === -1) throw new Failure('unclosed action');
    let action = rest.slice(open + 2, close);
    if (/^-\s/.test(action)) {
      text = text.trimEnd();
      action = action.slice(1);
    }
    trimNext = /\s-$/.test(action);
    if (trimNext) action = action.slice(0, -1);
    if (text) yield { text };
    if (!action.trim().startsWith('/*')) yield { action: action.trim() };
    rest = rest.slice(close + 2);
  }
}

function block(tokens: readonly Token[], at: { index: number }): { nodes: TemplateNode[]; ended?: string } {
  const nodes: TemplateNode[] = [];
  while (at.index < tokens.length) {
    const token = tokens[at.index++]!;
    if ('text' in token) {
      nodes.push({ type: 'text', text: token.text });
      continue;
    }
    const [word] = token.action.split(/\s+/, 1);
    if (word === 'end' || word === 'else') return { nodes, ended: token.action };
    if (word === 'if' || word === 'range' || word === 'with')
      nodes.push(control(word, token.action.slice(word.length), tokens, at));
    else nodes.push({ type: 'output', pipeline: parsePipeline(token.action) });
  }
  return { nodes };
}

function control(
  type: 'if' | 'range' | 'with',
  text: string,
  tokens: readonly Token[],
  at: { index: number },
): TemplateNode {
  const pipeline = parsePipeline(text);
  const { nodes: body, ended } = block(tokens, at);
  if (!ended) throw new Failure('unexpected EOF');
  if (ended === 'end') return { type, pipeline, body, otherwise: [] };
  const chained = /^else\s+if\b(.*)$/s.exec(ended);
  if (chained) return { type, pipeline, body, otherwise: [control('if', chained[1]!, tokens, at)] };
  const { nodes: otherwise, ended: last } = block(tokens, at);
  if (last !== 'end') throw new Failure('unexpected EOF');
  return { type, pipeline, body, otherwise };
}

function parsePipeline(text: string): Pipeline {
  const words = lex(text.trim());
  const assign = words.findIndex((word) => word === ':=' || word === '=');
  const declares = assign === -1 ? [] : words.slice(0, assign).filter((word) => word.startsWith('$'));
  const at = { index: assign === -1 ? 0 : assign + 1 };
  const commands = readCommands(words, at);
  if (at.index < words.length) throw new Failure(`unexpected "${words[at.index]}" in operand`);
  return { declares, commands };
}

function readCommands(words: readonly string[], at: { index: number }): Term[][] {
  const commands: Term[][] = [[]];
  while (at.index < words.length && words[at.index] !== ')') {
    const word = words[at.index++]!;
    if (word === '|') commands.push([]);
    else if (word === '(') {
      const nested = readCommands(words, at);
      if (words[at.index++] !== ')') throw new Failure('unclosed left paren');
      const tail = words[at.index]?.startsWith('.') ? words[at.index++]!.slice(1).split('.') : [];
      commands.at(-1)!.push({ type: 'nested', pipeline: { declares: [], commands: nested }, names: tail });
    } else commands.at(-1)!.push(readTerm(word));
  }
  if (commands.some((command) => command.length === 0)) throw new Failure('missing value for command');
  return commands;
}

function readTerm(word: string): Term {
  if (word.startsWith('"')) return { type: 'literal', value: JSON.parse(word) as string };
  if (word.startsWith('`')) return { type: 'literal', value: word.slice(1, -1) };
  if (/^[-+]?\d/.test(word)) return { type: 'literal', value: Number(word) };
  if (word === 'true' || word === 'false') return { type: 'literal', value: word === 'true' };
  if (word === 'nil') return { type: 'literal', value: null };
  if (word.startsWith('$')) {
    const [variable, ...names] = word.split('.');
    return { type: 'path', variable, names: names.filter(Boolean) };
  }
  if (word.startsWith('.')) return { type: 'path', names: word.slice(1).split('.').filter(Boolean) };
  return { type: 'function', name: word };
}

function lex(text: string): string[] {
  const pattern = /"(?:[^"\\]|\\.)*"|`[^`]*`|:=|[()|,]|[^\s()|,"`]+|\S/gy;
  const words: string[] = [];
  for (let rest = text; ; ) {
    const space = /\s*/y;
    space.lastIndex = pattern.lastIndex;
    space.exec(rest);
    pattern.lastIndex = space.lastIndex;
    if (pattern.lastIndex >= rest.length) return words.filter((word) => word !== ',');
    words.push(pattern.exec(rest)![0]);
    rest = text;
  }
}
