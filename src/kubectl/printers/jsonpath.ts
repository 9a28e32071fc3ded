import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import { goJson, sortKeys } from './json.ts';
import { type Node, parseJsonPath } from './jsonpath-parser.ts';

export interface JsonPath {
  /** What each part of the template finds: one list of values per action or piece of text. */
  find(data: Json): Json[][];
  /** The template filled in. */
  print(data: Json): string;
}

/** Compiles a template. Missing keys give nothing; a missing list item is a `Failure`, as in kubectl. */
export function compileJsonPath(template: string): JsonPath {
  const nodes = parseJsonPath(template);
  const find = (data: Json): Json[][] => findAll(nodes, data);
  return { find, print: (data) => find(data).map(printValues).join('') };
}

/** `-o jsonpath=...`, with kubectl's wording of errors. */
export function jsonPathPrinter(template: string): (data: Json) => string {
  const path = rewording(`error parsing jsonpath ${template}, `, () => compileJsonPath(template));
  return (data) => {
    try {
      return path.print(data);
    } catch (failure) {
      throw new Failure(executionMessage(template, failure, data));
    }
  };
}

/** A value as text: strings bare, lists and maps as compact JSON. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object') return goJson(sortKeys(value));
  return String(value);
}

function printValues(values: readonly Json[]): string {
  return values.map(valueText).join(' ');
}

function findAll(nodes: readonly Node[], data: Json): Json[][] {
  const results: Json[][] = [];
  for (const node of nodes) {
    if (node.type === 'range') {
      for (const item of walk([data], node.source)) results.push(...findAll(node.body, item));
      continue;
    }
    results.push(walk([data], node));
  }
  return results;
}

function walk(input: Json[], node: Node): Json[] {
  switch (node.type) {
    case 'text':
      return [node.text];
    case 'literal':
      return [node.value];
    case 'list':
      return node.nodes.reduce(walk, input);
    case 'field':
      return input.flatMap((value) => (hasField(value, node.name) ? [value[node.name]] : []));
    case 'wildcard':
      return input.flatMap(children);
    case 'recursive':
      return input.flatMap(descendants);
    case 'union':
      return node.nodes.flatMap((member) => walk(input, member));
    case 'slice':
      return input.flatMap((value) => slice(value, node));
    case 'filter':
      return input.flatMap((value) => filter(value, node));
    case 'range':
      return walk(input, node.source);
  }
}

function hasField(value: Json, name: string): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, name);
}

function children(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return value !== null && typeof value === 'object' ? Object.values(value) : [];
}

function descendants(value: Json): Json[] {
  const below = children(value);
  return below.length === 0 ? [] : [value, ...below.flatMap(descendants)];
}

function slice(value: Json, node: Extract<Node, { type: 'slice' }>): Json[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new Failure(`${goText(value)} is not array or slice`);
  const { length } = value;
  const from = (node.from ?? 0) < 0 ? node.from! + length : (node.from ?? 0);
  const to = node.single ? from + 1 : node.to === undefined ? length : node.to < 0 ? node.to + length : node.to;
  if (from === to) return [];
  if (from >= length || from < 0) throw new Failure(`array index out of bounds: index ${from}, length ${length}`);
  if (to > length || to < 0) throw new Failure(`array index out of bounds: index ${to - 1}, length ${length}`);
  if (from > to) throw new Failure(`starting index ${from} is greater than ending index ${to}`);
  if (node.step !== undefined && node.step <= 0) throw new Failure('step must be > 0');
  return value.slice(from, to).filter((_, index) => index % (node.step ?? 1) === 0);
}

function filter(value: Json, node: Extract<Node, { type: 'filter' }>): Json[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new Failure(`${goText(value)} is not array or slice and cannot be filtered`);
  return value.filter((item) => passes(item, node));
}

function passes(item: Json, node: Extract<Node, { type: 'filter' }>): boolean {
  const left = walk([item], node.left);
  if (!node.right) return left.length > 0;
  const right = walk([item], node.right);
  if (left.length > 1 || right.length > 1) throw new Failure('can only compare one element at a time');
  if (left.length === 0 || right.length === 0) return false;
  return compare(left[0], node.operator, right[0]);
}

function compare(left: Json, operator: string, right: Json): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right) throw new Failure('incompatible types for comparison');
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  return operator === '<=' ? left <= right : left >= right;
}

function rewording<T>(prefix: string, work: () => T): T {
  try {
    return work();
  } catch (failure) {
    throw new Failure(prefix + (failure as Error).message);
  }
}

function executionMessage(template: string, failure: unknown, data: Json): string {
  const reason = (failure as Error).message;
  return (
    `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${reason}. ` +
    'Printing more information for debugging the template:\n' +
    `\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(data)}\n\n`
  );
}

/** A value as Go prints it with %v: `map[a:b c:d]`, `[x y]`. */
export function goText(value: Json): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.keys(value).sort();
  return `map[${entries.map((key) => `${key}:${goText(value[key])}`).join(' ')}]`;
}

/** A value as Go prints it with %#v, for the dump under an error. */
function goSyntax(value: Json): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  const entries = Object.keys(value).sort();
  return `map[string]interface {}{${entries.map((key) => `${JSON.stringify(key)}:${goSyntax(value[key])}`).join(', ')}}`;
}
