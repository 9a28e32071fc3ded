import type { Json } from '../../client/api-client.ts';
import { goText } from '../jsonpath.ts';
import { FUNCTIONS, isTrue } from './template-functions.ts';
import type { Command, Operand, ParsedTemplate, Pipeline, Place, TemplateNode } from './template-nodes.ts';

/** Why a template that can be read cannot go on, and where. */
export class TemplateStop extends Error {
  readonly place: Place;
  /** The template that was at work: `output`, or a defined one. */
  readonly template: string;

  constructor(message: string, place: Place, template: string) {
    super(message);
    this.place = place;
    this.template = template;
  }
}

/** Fills a template with data, text by text. Throws `TemplateStop` behind what was written until then. */
export function executeTemplate(template: ParsedTemplate, data: Json, write: (text: string) => void): void {
  new Execution(template, write, 'output').nodes(template.nodes, { dot: data, variables: new Map([['$', data]]) });
}

interface Scope {
  dot: Json;
  variables: Map<string, Json>;
}

type Jump = 'break' | 'continue' | undefined;

class Execution {
  readonly #template: ParsedTemplate;
  readonly #write: (text: string) => void;
  readonly #name: string;

  constructor(template: ParsedTemplate, write: (text: string) => void, name: string) {
    this.#template = template;
    this.#write = write;
    this.#name = name;
  }

  nodes(nodes: readonly TemplateNode[], scope: Scope): Jump {
    for (const node of nodes) {
      const jump = this.#node(node, scope);
      if (jump) return jump;
    }
    return undefined;
  }

  #node(node: TemplateNode, scope: Scope): Jump {
    switch (node.type) {
      case 'text':
        this.#write(node.text);
        return undefined;
      case 'break':
      case 'continue':
        return node.type;
      case 'template':
        this.#call(node, scope);
        return undefined;
      case 'output': {
        const value = this.#pipeline(node.pipeline, scope);
        if (node.pipeline.declares.length === 0) this.#write(printed(value));
        return undefined;
      }
      default:
        return this.#control(node, scope);
    }
  }

  #call(node: Extract<TemplateNode, { type: 'template' }>, scope: Scope): void {
    const body = this.#template.defined.get(node.name);
    if (!body) throw this.#stop(`template "${node.name}" not defined`, node);
    const dot = node.pipeline ? this.#pipeline(node.pipeline, scope) : undefined;
    new Execution(this.#template, this.#write, node.name).nodes(body, { dot, variables: new Map([['$', dot]]) });
  }

  #control(node: Extract<TemplateNode, { type: 'if' | 'range' | 'with' }>, scope: Scope): Jump {
    const inner: Scope = { dot: scope.dot, variables: new Map(scope.variables) };
    const value = this.#pipeline(node.pipeline, inner);
    if (node.type === 'range') return this.#range(node, value, scope);
    if (!isTrue(value)) return this.nodes(node.otherwise, inner);
    return this.nodes(node.body, node.type === 'with' ? { ...inner, dot: value } : inner);
  }

  #range(node: Extract<TemplateNode, { type: 'if' | 'range' | 'with' }>, value: Json, scope: Scope): Jump {
    const entries = this.#entries(value, node.pipeline);
    if (entries.length === 0) return this.nodes(node.otherwise, scope);
    const { declares } = node.pipeline;
    for (const [key, item] of entries) {
      const variables = new Map(scope.variables);
      if (declares.length === 2) variables.set(declares[0]!, key);
      if (declares.length > 0) variables.set(declares.at(-1)!, item);
      if (this.nodes(node.body, { dot: item, variables }) === 'break') break;
    }
    return undefined;
  }

  #entries(value: Json, place: Place): [string | number, Json][] {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.map((item, index) => [index, item]);
    if (typeof value === 'number') return Array.from({ length: value }, (_, index) => [index, index]);
    if (typeof value !== 'object') throw this.#stop(`range can't iterate over ${goText(value)}`, place);
    const keys = Object.keys(value).sort();
    return keys.map((key) => [key, value[key]]);
  }

  #pipeline({ declares, commands }: Pipeline, scope: Scope): Json {
    let value: Json;
    for (const [index, command] of commands.entries()) value = this.#command(command, scope, index > 0 ? [value] : []);
    if (declares.length === 1) scope.variables.set(declares[0]!, value);
    return value;
  }

  #command(command: Command, scope: Scope, piped: readonly Json[]): Json {
    const [first, ...rest] = command.operands;
    if (first!.type !== 'function') {
      if (first!.type === 'nil') throw this.#stop('nil is not a command', command);
      if (rest.length > 0 || piped.length > 0)
        throw this.#stop(`can't give argument to non-function ${first!.text}`, command);
      return this.#operand(first!, scope);
    }
    const values = [...rest.map((each) => this.#operand(each, scope)), ...piped];
    return this.#function(first!.name, values, command);
  }

  #function(name: string, values: readonly Json[], place: Place): Json {
    try {
      return FUNCTIONS[name]!(...values);
    } catch (failure) {
      const reason = (failure as Error).message;
      // Here alone Go names the operand.
      const said = name === 'call' ? reason.replace('non-function', `non-function ${place.text.slice(5)}`) : reason;
      throw this.#stop(`error calling ${name}: ${said}`, place);
    }
  }

  #operand(operand: Operand, scope: Scope): Json {
    switch (operand.type) {
      case 'literal':
        return operand.value;
      case 'nil':
        return null;
      case 'dot':
        return scope.dot;
      case 'field':
        return this.#follow(scope.dot, operand.names, operand);
      case 'variable':
        return this.#follow(scope.variables.get(operand.name), operand.names, operand);
      case 'nested':
        return this.#follow(this.#pipeline(operand.pipeline, scope), operand.names, operand);
      case 'function':
        return this.#function(operand.name, [], operand);
    }
  }

  /** A missing key has no value, and nothing in it has; null and what has no fields stop the template. */
  #follow(start: Json, names: readonly string[], place: Place): Json {
    let value = start;
    for (const name of names) {
      if (value === undefined) return undefined;
      if (value === null) throw this.#stop(`nil pointer evaluating interface {}.${name}`, place);
      if (typeof value !== 'object' || Array.isArray(value))
        throw this.#stop(`can't evaluate field ${name} in type interface {}`, place);
      value = value[name];
    }
    return value;
  }

  #stop(message: string, place: Place): TemplateStop {
    return new TemplateStop(message, place, this.#name);
  }
}

function printed(value: Json): string {
  return value === undefined || value === null ? '<no value>' : goText(value);
}
