import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import { type Pipeline, parseGoTemplate, type TemplateNode, type Term } from './go-template-parser.ts';
import { goText } from './jsonpath.ts';

/** `-o go-template=...`. Missing keys print `<no value>`. */
export function goTemplatePrinter(source: string): (data: Json) => string {
  let nodes: TemplateNode[];
  try {
    nodes = parseGoTemplate(source);
  } catch (failure) {
    throw new Failure(`error parsing template ${source}, template: output:1: ${(failure as Error).message}`);
  }
  return (data) => {
    try {
      return render(nodes, { dot: data, variables: new Map([['$', data]]) });
    } catch (failure) {
      throw new Failure(`error executing template "${source}": template: output:1: ${(failure as Error).message}`);
    }
  };
}

interface Scope {
  dot: Json;
  variables: Map<string, Json>;
}

function render(nodes: readonly TemplateNode[], scope: Scope): string {
  return nodes.map((node) => renderNode(node, scope)).join('');
}

function renderNode(node: TemplateNode, scope: Scope): string {
  if (node.type === 'text') return node.text;
  const value = evaluate(node.pipeline, scope);
  if (node.type === 'output') return node.pipeline.declares.length > 0 ? '' : printed(value);
  if (node.type === 'range') return renderRange(node, value, scope);
  const inner: Scope = { dot: node.type === 'with' ? value : scope.dot, variables: new Map(scope.variables) };
  return isTrue(value) ? render(node.body, inner) : render(node.otherwise, scope);
}

function renderRange(
  node: Extract<TemplateNode, { type: 'if' | 'range' | 'with' }>,
  value: Json,
  scope: Scope,
): string {
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : value !== null && typeof value === 'object'
      ? Object.keys(value)
          .sort()
          .map((key) => [key, value[key]])
      : [];
  if (entries.length === 0) return render(node.otherwise, scope);
  const { declares } = node.pipeline;
  return entries
    .map(([key, item]) => {
      const variables = new Map(scope.variables);
      if (declares.length === 2) variables.set(declares[0]!, key);
      if (declares.length > 0) variables.set(declares.at(-1)!, item);
      return render(node.body, { dot: item, variables });
    })
    .join('');
}

function evaluate(pipeline: Pipeline, scope: Scope): Json {
  let value: Json;
  pipeline.commands.forEach((command, index) => {
    value = run(command, scope, index > 0 ? [value] : []);
  });
  if (pipeline.declares.length === 1) scope.variables.set(pipeline.declares[0]!, value);
  return value;
}

function run([first, ...rest]: readonly Term[], scope: Scope, piped: Json[]): Json {
  if (first!.type !== 'function') return term(first!, scope);
  const implementation = FUNCTIONS[first!.name];
  if (!implementation) throw new Failure(`function "${first!.name}" not defined`);
  return implementation(...rest.map((each) => term(each, scope)), ...piped);
}

function term(each: Term, scope: Scope): Json {
  switch (each.type) {
    case 'literal':
      return each.value;
    case 'path':
      return follow(each.variable ? scope.variables.get(each.variable) : scope.dot, each.names);
    case 'nested':
      return follow(evaluate(each.pipeline, scope), each.names);
    case 'function':
      return run([each], scope, []);
  }
}

function follow(start: Json, names: readonly string[]): Json {
  return names.reduce((value, name) => (value !== null && typeof value === 'object' ? value[name] : undefined), start);
}

function isTrue(value: Json): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return false;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
}

function printed(value: Json): string {
  return value === undefined || value === null ? '<no value>' : goText(value);
}

const FUNCTIONS: Readonly<Record<string, (...values: Json[]) => Json>> = {
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (value) => !isTrue(value),
  len: length,
  index: (value, ...keys) => keys.reduce(item, value),
  slice: (value, from = 0, to = undefined) => value.slice(from, to),
  print: (...values) => values.map(printed).join(''),
  println: (...values) => `${values.map(printed).join(' ')}\n`,
  printf: format,
  html: (value) => printed(value).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`),
  urlquery: (value) => encodeURIComponent(printed(value)),
  base64decode: (value) => new TextDecoder().decode(Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0))),
  exists: (value, ...keys) => keys.reduce((inner, key) => inner?.[key], value) !== undefined,
  eq: (value, ...others) => others.some((other) => other === value),
  ne: (one, other) => one !== other,
  lt: (one, other) => one < other,
  le: (one, other) => one <= other,
  gt: (one, other) => one > other,
  ge: (one, other) => one >= other,
};

function length(value: Json): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (value !== null && typeof value === 'object') return Object.keys(value).length;
  throw new Failure(`error calling len: len of ${value === undefined ? 'nil pointer' : `type ${typeof value}`}`);
}

function item(value: Json, key: Json): Json {
  if (Array.isArray(value) && (key < 0 || key >= value.length))
    throw new Failure(`error calling index: index out of range: ${key}`);
  if (value === null || value === undefined) throw new Failure('error calling index: index of untyped nil');
  return value[key];
}

function format(pattern: string, ...values: Json[]): string {
  let index = 0;
  return pattern.replace(/%(-?\d*)([sdvqft%])/g, (_, width: string, verb: string) => {
    if (verb === '%') return '%';
    const value = values[index++];
    const text = verb === 'q' ? JSON.stringify(value) : verb === 'f' ? Number(value).toFixed(6) : goText(value);
    return width.startsWith('-') ? text.padEnd(Number(width.slice(1))) : text.padStart(Number(width || 0));
  });
}
