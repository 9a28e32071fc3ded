import {
  checkedRequirement,
  checkLabelKey,
  type LabelMatcher,
  type LabelRequirement,
  matcherOf,
  SelectorError,
} from './label-requirement.ts';

const OPERATORS: Record<string, LabelRequirement['operator']> = {
  in: 'in',
  notin: 'notin',
  '=': 'in',
  '==': 'in',
  '!=': 'notin',
  '>': 'gt',
  '<': 'lt',
};
const SYMBOLS = new Set(['=', '==', '!=', '!', '(', ')', ',', '>', '<']);
const END = '';

/**
 * Reads `app=web,tier in (a, b),!old` as the API server does. Throws `SelectorError` with its texts.
 *
 * @example
 * parseLabelSelector('app in (a,b)')({ app: 'a' }) // true
 */
export function parseLabelSelector(text: string): LabelMatcher {
  return matcherOf(new Parser(tokensOf(text)).requirements());
}

interface SelectorLike {
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

const EXPRESSION_OPERATORS: Record<string, LabelRequirement['operator']> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: 'absent',
};

/** The matcher of a `LabelSelector` object; an empty one matches everything. Unknown operators match nothing. */
export function matchLabelSelector(selector: SelectorLike): LabelMatcher {
  const requirements: LabelRequirement[] = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: 'in',
    values: [value],
  }));
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    requirements.push({ key, operator: EXPRESSION_OPERATORS[operator] ?? 'in', values });
  }
  return matcherOf(requirements);
}

function tokensOf(text: string): string[] {
  // Symbols are read greedily, words end at a blank or a symbol.
  return text.match(/[=!<>(),]+|[^\s=!<>(),]+/g)?.flatMap(splitSymbols) ?? [];
}

function splitSymbols(token: string): string[] {
  return /^[=!<>(),]/.test(token) ? (token.match(/==|!=|[=!<>(),]/g) ?? []) : [token];
}

/** Recursive descent over tokens, in the order of the productions. */
class Parser {
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  requirements(): LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    for (;;) {
      const start = this.#peek();
      if (start === END) return requirements;
      if (!isWord(start) && start !== '!') {
        throw new SelectorError(`found '${start}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.#requirement());
      const separator = this.#next();
      if (separator === END) return requirements;
      if (separator !== ',') throw new SelectorError(`found '${separator}', expected: ',' or 'end of string'`);
      const follower = this.#peek();
      if (!isWord(follower) && follower !== '!') {
        throw new SelectorError(`found '${follower}', expected: identifier after ','`);
      }
    }
  }

  #requirement(): LabelRequirement {
    try {
      return this.#term();
    } catch (error) {
      throw new SelectorError(`unable to parse requirement: ${(error as Error).message}`);
    }
  }

  #term(): LabelRequirement {
    const negated = this.#peek() === '!';
    if (negated) this.#next();
    const key = this.#next();
    if (!isWord(key)) throw new SelectorError(`found '${key}', expected: identifier`);
    checkLabelKey(key);
    if (negated) return { key, operator: 'absent', values: [] };
    if (this.#peek() === END || this.#peek() === ',') return { key, operator: 'exists', values: [] };
    const symbol = this.#next();
    const operator = OPERATORS[symbol];
    if (!operator) throw new SelectorError(`found '${symbol}', expected: in, notin, =, ==, !=, gt, lt`);
    const values = symbol === 'in' || symbol === 'notin' ? this.#values() : [this.#exactValue()];
    return checkedRequirement({ key, operator, values });
  }

  #exactValue(): string {
    if (this.#peek() === END || this.#peek() === ',') return '';
    const value = this.#next();
    if (!isWord(value)) throw new SelectorError(`found '${value}', expected: identifier`);
    return value;
  }

  #values(): string[] {
    const open = this.#next();
    if (open !== '(') throw new SelectorError(`found '${open}' expected: '('`);
    const first = this.#peek();
    if (first === ')') {
      this.#next();
      return [];
    }
    if (!isWord(first) && first !== ',') throw new SelectorError(`found '${first}', expected: ',', ')' or identifier`);
    return this.#valueList();
  }

  /** Empty places count as the empty value: `(,a)`, `(a,)`. */
  #valueList(): string[] {
    const values: string[] = [];
    for (;;) {
      const value = isWord(this.#peek()) ? this.#next() : '';
      values.push(value);
      const separator = this.#next();
      if (separator === ')') return values;
      if (separator !== ',') throw new SelectorError(`found '${separator}', expected: ',' or ')'`);
    }
  }

  #peek(): string {
    return this.#tokens[this.#position] ?? END;
  }

  #next(): string {
    return this.#tokens[this.#position++] ?? END;
  }
}

function isWord(token: string): boolean {
  return token !== END && !SYMBOLS.has(token);
}
