import { goQuote } from './go-quote.ts';
import { QueryError, type QueryPosition } from './query-error.ts';
import type { Token, TokenType } from './scan-tokens.ts';

/**
 * A small recursive-descent machine that fails exactly where and how participle 0.7.1 does (lookahead 1): an optional
 * part that fails within its first token is skipped in silence, one that fails later fails the whole, and the error
 * reported at the end is the one found deepest in the text.
 */
export interface Rule {
  /** What it could start with, for `(expected ...)`. */
  readonly expected: string;
  /** The values captured; undefined: it does not match here, and nothing was read. */
  parse(state: ParseState): Captures | Failure | undefined;
}

type Captures = readonly unknown[];

const LOOKAHEAD = 1;
const DEEPEST_NESTING = 500;

class Failure {
  readonly error: QueryError;
  constructor(error: QueryError) {
    this.error = error;
  }
}

interface ParseState {
  readonly tokens: readonly Token[];
  cursor: number;
  nesting: number;
  deepest: { depth: number; failure: Failure | undefined };
}

/** Parses all tokens as one `rule`; throws `QueryError`. */
export function parseWith(rule: Rule, tokens: readonly Token[]): unknown {
  const state: ParseState = { tokens, cursor: 0, nesting: 0, deepest: { depth: 0, failure: undefined } };
  const result = rule.parse(state);
  if (result instanceof Failure) throw result.error;
  if (result && peek(state).type === 'end') return result[0];
  const { depth, failure } = state.deepest;
  throw (failure && state.cursor < depth ? failure : unexpected(state)).error;
}

/** The next token, whatever its type, when it reads `text`: quoted operators work too. Captures the text. */
export function word(text: string): Rule {
  return {
    expected: goQuote(text),
    parse: (state) => (peek(state).text === text && peek(state).type !== 'end' ? [take(state).text] : undefined),
  };
}

/** A token of a type; captures its text. */
export function token(type: TokenType): Rule {
  return {
    expected: `<${type}>`,
    parse: (state) => (peek(state).type === type ? [take(state).text] : undefined),
  };
}

/** Reads `rule` and captures nothing. */
export function skip(rule: Rule): Rule {
  return {
    expected: rule.expected,
    parse: (state) => {
      const result = rule.parse(state);
      return result instanceof Failure || !result ? result : [];
    },
  };
}

export function sequence(...rules: readonly [Rule, ...Rule[]]): Rule {
  return {
    expected: rules[0].expected,
    parse(state) {
      const captures: unknown[] = [];
      for (const [index, rule] of rules.entries()) {
        const result = rule.parse(state);
        if (result instanceof Failure) return result;
        if (!result) return index === 0 ? undefined : unexpected(state, rule.expected);
        captures.push(...result);
      }
      return captures;
    },
  };
}

/** The first alternative that matches; else the failure that got furthest, later ones first. */
export function choice(...rules: readonly Rule[]): Rule {
  return {
    expected: rules.map((rule) => rule.expected).join(' | '),
    parse(state) {
      let furthest: { cursor: number; failure: Failure } | undefined;
      for (const rule of rules) {
        const branch = branchOf(state);
        const result = rule.parse(branch);
        if (result instanceof Failure) {
          if (stops(state, result, branch)) return result;
          if (branch.cursor >= (furthest?.cursor ?? 0)) furthest = { cursor: branch.cursor, failure: result };
        } else if (result) {
          accept(state, branch);
          return result;
        }
      }
      if (furthest) remember(state, furthest.failure);
      return furthest?.failure;
    },
  };
}

/** `rule` or nothing. */
export function optional(rule: Rule): Rule {
  return repeated(rule, 1);
}

/** `rule` any number of times, also none. */
export function repeated(rule: Rule, limit = Number.POSITIVE_INFINITY): Rule {
  return {
    expected: rule.expected,
    parse(state) {
      const captures: unknown[] = [];
      for (let count = 0; count < limit; count++) {
        const branch = branchOf(state);
        const result = rule.parse(branch);
        if (result instanceof Failure) {
          remember(state, result);
          if (stops(state, result, branch)) return result;
          break;
        }
        accept(state, branch);
        if (!result) break;
        for (const capture of result) captures.push(capture);
      }
      return captures;
    },
  };
}

/** Turns what `rule` captured into one value; `start` is where its first token stands. */
export function build(rule: Rule, make: (captures: Captures, start: QueryPosition) => unknown): Rule {
  return {
    expected: rule.expected,
    parse(state) {
      const start = peek(state).position;
      const result = rule.parse(state);
      if (result instanceof Failure) {
        remember(state, result);
        return result;
      }
      return result && [make(result, start)];
    },
  };
}

/** Refers to a rule that is not made yet, so that rules can nest. */
export function nested(rule: () => Rule): Rule {
  return {
    get expected() {
      return rule().expected;
    },
    parse(state) {
      if (state.nesting >= DEEPEST_NESTING) {
        throw new QueryError(`parentheses nest deeper than ${DEEPEST_NESTING}`, peek(state).position);
      }
      state.nesting++;
      const result = rule().parse(state);
      state.nesting--;
      return result;
    },
  };
}

function peek(state: ParseState): Token {
  return state.tokens[Math.min(state.cursor, state.tokens.length - 1)]!;
}

function take(state: ParseState): Token {
  const next = peek(state);
  state.cursor++;
  return next;
}

function unexpected(state: ParseState, expected?: string): Failure {
  const { type, text, position } = peek(state);
  const found = goQuote(type === 'end' ? '<EOF>' : text);
  return new Failure(
    new QueryError(`unexpected token ${found}${expected === undefined ? '' : ` (expected ${expected})`}`, position),
  );
}

function branchOf(state: ParseState): ParseState {
  return { ...state };
}

function accept(state: ParseState, branch: ParseState): void {
  state.cursor = branch.cursor;
  if (branch.deepest.depth >= state.deepest.depth) state.deepest = branch.deepest;
}

function remember(state: ParseState, failure: Failure): void {
  if (state.cursor >= state.deepest.depth) state.deepest = { depth: state.cursor, failure };
}

/** Whether a failed branch had got too far to try anything else; keeps its failure if it is the deepest. */
function stops(state: ParseState, failure: Failure, branch: ParseState): boolean {
  if (branch.cursor >= state.deepest.depth) {
    state.deepest = { depth: Math.max(branch.cursor, branch.deepest.depth), failure };
  }
  if (branch.cursor <= state.cursor + LOOKAHEAD) return false;
  accept(state, branch);
  return true;
}
