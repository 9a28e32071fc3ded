import { SelectorError } from './labels.ts';

export interface SelectorToken {
  kind: 'label' | 'string' | 'operator' | 'end';
  text: string;
  /** Offset in the selector, for error texts. */
  at: number;
}

const OPERATORS = ['&&', '||', '==', '!=', '!', '=', '(', ')', '{', '}', ','];
const LABEL = /[a-zA-Z0-9_./-]+/y;

/** Splits a Calico selector into tokens; the last one is `end`. Throws `SelectorError`. */
export function tokenizeSelector(text: string): SelectorToken[] {
  const tokens: SelectorToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const token = stringAt(text, at) ?? operatorAt(text, at) ?? labelAt(text, at);
    if (!token) throw new SelectorError(`unexpected character ${JSON.stringify(text[at])} at position ${at + 1}`);
    tokens.push(token);
    at += token.kind === 'string' ? token.text.length + 2 : token.text.length;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

function stringAt(text: string, at: number): SelectorToken | undefined {
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return undefined;
  const end = text.indexOf(quote, at + 1);
  if (end < 0) throw new SelectorError(`unterminated string starting at position ${at + 1}`);
  return { kind: 'string', text: text.slice(at + 1, end), at };
}

function operatorAt(text: string, at: number): SelectorToken | undefined {
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
  return operator === undefined ? undefined : { kind: 'operator', text: operator, at };
}

function labelAt(text: string, at: number): SelectorToken | undefined {
  LABEL.lastIndex = at;
  const match = LABEL.exec(text);
  return match ? { kind: 'label', text: match[0], at } : undefined;
}
