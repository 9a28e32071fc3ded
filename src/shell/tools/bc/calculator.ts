import {
  add,
  compareDecimals,
  type Decimal,
  decimal,
  divide,
  multiply,
  negate,
  power,
  printDecimal,
  remainder,
  squareRoot,
} from './decimal.ts';

const TOKEN = /\s*(\d+\.?\d*|\.\d+|[a-z_]\w*|[-+*/%^]=|==|!=|<=|>=|&&|\|\||[-+*/%^()<>=!])/y;
const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Evaluates bc statements one at a time, keeping variables between them. */
export class Calculator {
  readonly #variables = new Map<string, Decimal>();
  #tokens: string[] = [];

  constructor(scale: number) {
    this.#variables.set('scale', decimal(String(scale)));
  }

  /** What the statement prints; undefined for an assignment. Throws with bc's words. */
  run(statement: string): string | undefined {
    const text = /^"([^"]*)"$/.exec(statement);
    if (text) return text[1];
    this.#tokens = tokens(statement);
    const assigns = /^[a-z_]\w*$/.test(this.#tokens[0] ?? '') && /^[-+*/%^]?=$/.test(this.#tokens[1] ?? '');
    const value = this.#assignment();
    if (this.#tokens.length > 0) throw new SyntaxError('syntax error');
    return assigns ? undefined : printDecimal(value);
  }

  get #scale(): number {
    return Number(this.#variables.get('scale')!.digits);
  }

  #assignment(): Decimal {
    const [name = '', operator = ''] = this.#tokens;
    if (!/^[a-z_]\w*$/.test(name) || !/^[-+*/%^]?=$/.test(operator)) return this.#logic();
    this.#tokens.splice(0, 2);
    const value = this.#assignment();
    const result = operator === '=' ? value : this.#apply(operator[0]!, this.#read(name), value);
    this.#variables.set(name, result);
    return result;
  }

  #logic(): Decimal {
    let left = this.#comparison();
    while (this.#tokens[0] === '&&' || this.#tokens[0] === '||') {
      const both = this.#tokens.shift() === '&&';
      const right = this.#comparison();
      const truth = both ? left.digits !== 0n && right.digits !== 0n : left.digits !== 0n || right.digits !== 0n;
      left = decimal(truth ? '1' : '0');
    }
    return left;
  }

  #comparison(): Decimal {
    const left = this.#sum();
    const holds = COMPARISONS[this.#tokens[0] ?? ''];
    if (!holds) return left;
    this.#tokens.shift();
    return decimal(holds(compareDecimals(left, this.#sum())) ? '1' : '0');
  }

  #sum(): Decimal {
    let left = this.#product();
    while (this.#tokens[0] === '+' || this.#tokens[0] === '-')
      left = this.#apply(this.#tokens.shift()!, left, this.#product());
    return left;
  }

  #product(): Decimal {
    let left = this.#power();
    while (/^[*/%]$/.test(this.#tokens[0] ?? '')) left = this.#apply(this.#tokens.shift()!, left, this.#power());
    return left;
  }

  #power(): Decimal {
    const base = this.#unary();
    if (this.#tokens[0] !== '^') return base;
    this.#tokens.shift();
    return this.#apply('^', base, this.#power());
  }

  #unary(): Decimal {
    const token = this.#tokens.shift();
    if (token === '-') return negate(this.#unary());
    if (token === '!') return decimal(this.#unary().digits === 0n ? '1' : '0');
    if (token === '(') return this.#closed();
    if (token === undefined) throw new SyntaxError('syntax error');
    if (/^[\d.]/.test(token)) return decimal(token);
    if (!/^[a-z_]/.test(token)) throw new SyntaxError('syntax error');
    return this.#tokens[0] === '(' ? this.#call(token) : this.#read(token);
  }

  #call(name: string): Decimal {
    this.#tokens.shift();
    const value = this.#closed();
    if (name === 'sqrt') return squareRoot(value, this.#scale);
    if (name === 'length') return decimal(String(String(value.digits < 0n ? -value.digits : value.digits).length));
    if (name === 'scale') return decimal(String(value.scale));
    throw new SyntaxError(`function ${name} is not part of this bc: it knows sqrt, length and scale`);
  }

  #closed(): Decimal {
    const value = this.#logic();
    if (this.#tokens.shift() !== ')') throw new SyntaxError('syntax error');
    return value;
  }

  #read(name: string): Decimal {
    return this.#variables.get(name) ?? decimal('0');
  }

  #apply(operator: string, left: Decimal, right: Decimal): Decimal {
    if (operator === '+') return add(left, right);
    if (operator === '-') return add(left, negate(right));
    if (operator === '*') return multiply(left, right, this.#scale);
    if (operator === '/') return divide(left, right, this.#scale);
    if (operator === '%') return remainder(left, right, this.#scale);
    return power(left, right, this.#scale);
  }
}

function tokens(statement: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  const text = statement.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError('syntax error');
    found.push(match[1]!);
  }
  return found;
}
