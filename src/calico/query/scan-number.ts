import type { CharacterReader } from './character-reader.ts';

const BASES: Record<string, { base: number; name: string }> = {
  x: { base: 16, name: 'hexadecimal' },
  o: { base: 8, name: 'octal' },
  b: { base: 2, name: 'binary' },
};

/**
 * Reads an unsigned Go number literal whose first character is current (or whose dot was just read) and says which
 * kind it is. Problems go to `report`, in the words of Go's text/scanner.
 */
export function scanNumber(
  reader: CharacterReader,
  start: number,
  afterDot: boolean,
  report: (reason: string) => void,
): 'int' | 'float' {
  let prefix = '';
  let base = 10;
  let name = 'decimal';
  let seen: Digits = { any: false, separated: false };
  let isFloat = afterDot;
  if (!afterDot) {
    if (reader.current === '0') {
      const marker = reader.next()?.toLowerCase() ?? '';
      const based = BASES[marker];
      ({ base, name } = based ?? { base: 8, name: 'octal' });
      prefix = based ? marker : '0';
      if (based) reader.next();
      else seen = { any: true, separated: false };
    }
    seen = both(seen, scanDigits(reader, base));
    if (reader.current === '.') {
      reader.next();
      isFloat = true;
    }
  }
  if (isFloat) {
    if (prefix === 'o' || prefix === 'b') report(`invalid radix point in ${name} literal`);
    seen = both(seen, scanDigits(reader, base));
  }
  if (!seen.any) report(`${name} literal has no digits`);
  const exponent = reader.current?.toLowerCase();
  if (exponent === 'e' || exponent === 'p') {
    const written = reader.current;
    if (exponent === 'e' && prefix !== '' && prefix !== '0') report(`'${written}' exponent requires decimal mantissa`);
    if (exponent === 'p' && prefix !== 'x') report(`'${written}' exponent requires hexadecimal mantissa`);
    isFloat = true;
    reader.next();
    if (reader.current === '+' || reader.current === '-') reader.next();
    const digits = scanDigits(reader, 10);
    if (!digits.any) report('exponent has no digits');
    seen = { any: seen.any, separated: seen.separated || digits.separated };
  } else if (prefix === 'x' && isFloat) {
    report("hexadecimal mantissa requires a 'p' exponent");
  }
  if (!isFloat && seen.invalid) report(`invalid digit '${seen.invalid}' in ${name} literal`);
  if (seen.separated && !separatesDigits(reader.slice(start), prefix)) {
    report("'_' must separate successive digits");
  }
  return isFloat ? 'float' : 'int';
}

interface Digits {
  readonly any: boolean;
  readonly separated: boolean;
  /** The first digit too high for the base. */
  readonly invalid?: string;
}

function scanDigits(reader: CharacterReader, base: number): Digits {
  const pattern = base === 16 ? /[\da-fA-F_]/ : /[\d_]/;
  let any = false;
  let separated = false;
  let invalid: string | undefined;
  for (let digit = reader.current; digit !== undefined && pattern.test(digit); digit = reader.next()) {
    if (digit === '_') separated = true;
    else any = true;
    if (digit !== '_' && base < 10 && Number(digit) >= base) invalid ??= digit;
  }
  return { any, separated, ...(invalid === undefined ? {} : { invalid }) };
}

function both(first: Digits, second: Digits): Digits {
  const invalid = first.invalid ?? second.invalid;
  return {
    any: first.any || second.any,
    separated: first.separated || second.separated,
    ...(invalid === undefined ? {} : { invalid }),
  };
}

function separatesDigits(literal: string, prefix: string): boolean {
  const digit = prefix === 'x' ? '[\\da-fA-F]' : '\\d';
  // A base prefix counts as a digit.
  const digits = /^0[xob]/i.test(literal) ? `0${literal.slice(2)}` : literal;
  return !new RegExp(`(?<!${digit})_|_(?!${digit})`).test(digits);
}
