import { Environment, ParseError } from '@marcbachmann/cel-js';
import { FORMAT_LIBRARY } from './cel-format.ts';
import type { CelLibrary } from './cel-library.ts';
import { NETWORK_LIBRARY } from './cel-network.ts';
import { QUANTITY_LIBRARY } from './cel-quantity.ts';

/** A rule ready to be asked: with what `self` (and before a change, `oldSelf`) is. */
export type CelProgram = (context: { self: unknown; oldSelf?: unknown; format?: unknown }) => unknown;

const MOST_NODES = 10_000;

/** A rule as a program. Throws the library's error when it is no CEL, or names what is not provided here. */
export function compileRule(rule: string): CelProgram {
  environment ??= createEnvironment();
  const known = programs.get(rule);
  if (known) return known;
  const program = environment.parse(rule) as CelProgram & { check(): { valid: boolean; error?: Error } };
  const { valid, error } = program.check();
  if (!valid) throw error ?? new Error('invalid rule');
  if (programs.size >= MOST_PROGRAMS) programs.clear();
  const asked: CelProgram = (context) => program({ ...CONSTANTS, ...context });
  programs.set(rule, asked);
  return asked;
}

/** Why a text is no CEL at all; undefined: it can be read. */
export function ruleSyntaxProblem(rule: string): string | undefined {
  try {
    compileRule(rule);
    return undefined;
  } catch (error) {
    return error instanceof ParseError ? error.message.split('\n')[0] : undefined;
  }
}

/** What names of libraries stand for. */
const CONSTANTS = Object.fromEntries(
  Object.entries(FORMAT_LIBRARY.variables ?? {}).map(([name, { value }]) => [name, value]),
);
const MOST_PROGRAMS = 1_000;
const programs = new Map<string, CelProgram>();
let environment: Environment | undefined;

type List = readonly unknown[];

/** The standard functions, and Kubernetes' own: lists, regular expressions, strings, quantities, addresses, formats. */
function createEnvironment(): Environment {
  const made = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: MOST_NODES },
  });
  made.registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn');
  const libraries: CelLibrary[] = [{ functions: FUNCTIONS }, QUANTITY_LIBRARY, NETWORK_LIBRARY, FORMAT_LIBRARY];
  for (const { types = {}, variables = {} } of libraries) {
    for (const [name, type] of Object.entries(types)) made.registerType(name, type);
    for (const [name, { type }] of Object.entries(variables)) made.registerVariable(name, type);
  }
  for (const { functions, equal = {} } of libraries) {
    for (const [signature, handler] of Object.entries(functions)) made.registerFunction(signature, handler);
    for (const [type, handler] of Object.entries(equal)) made.registerOperator(`${type} == ${type}`, handler);
  }
  return made;
}

// biome-ignore lint/suspicious/noExplicitAny: each signature says what comes in
const FUNCTIONS: Record<string, (...values: any[]) => unknown> = {
  'list.isSorted(): bool': (list: List) =>
    list.every((item, index) => index === 0 || compare(list[index - 1], item) <= 0),
  'list.sum(): dyn': (list: List) => list.reduce((sum, item) => add(sum, item), 0n),
  'list.min(): dyn': (list: List) => list.reduce((least, item) => (compare(item, least) < 0 ? item : least)),
  'list.max(): dyn': (list: List) => list.reduce((most, item) => (compare(item, most) > 0 ? item : most)),
  'list.indexOf(dyn): int': (list: List, item: unknown) => BigInt(list.indexOf(item)),
  'list.lastIndexOf(dyn): int': (list: List, item: unknown) => BigInt(list.lastIndexOf(item)),
  'string.find(string): string': (text: string, pattern: string) => new RegExp(pattern).exec(text)?.[0] ?? '',
  'string.findAll(string): list<string>': (text: string, pattern: string) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(([found]) => found),
  'string.replace(string, string): string': (text: string, from: string, to: string) => text.replaceAll(from, to),
  'string.charAt(int): string': (text: string, at: bigint) => text.charAt(Number(at)),
};

function compare(left: unknown, right: unknown): number {
  const [one, other] = [left as string, right as string];
  return one < other ? -1 : one > other ? 1 : 0;
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left + right;
  return Number(left) + Number(right);
}
