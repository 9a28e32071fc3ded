import { Environment, ParseError } from '@marcbachmann/cel-js';
import { bytesOf } from '../quantity.ts';

/** A rule ready to be asked: with what `self` (and before a change, `oldSelf`) is. */
export type CelProgram = (context: { self: unknown; oldSelf?: unknown }) => unknown;

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
  programs.set(rule, program);
  return program;
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

const MOST_PROGRAMS = 1_000;
const programs = new Map<string, CelProgram>();
let environment: Environment | undefined;

type List = readonly unknown[];

/** The standard functions, and of Kubernetes' own those for lists, regular expressions, strings and quantities. */
function createEnvironment(): Environment {
  const made = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: MOST_NODES },
  });
  made.registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn');
  for (const [signature, handler] of Object.entries(FUNCTIONS)) made.registerFunction(signature, handler);
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
  'isQuantity(string): bool': (text: string) => bytesOf(text) !== undefined,
  'isURL(string): bool': (text: string) => URL.canParse(text),
};

function compare(left: unknown, right: unknown): number {
  const [one, other] = [left as string, right as string];
  return one < other ? -1 : one > other ? 1 : 0;
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left + right;
  return Number(left) + Number(right);
}
