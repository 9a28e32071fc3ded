/** A number with as many decimal places as `scale` says: `digits` / 10^scale. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

export function decimal(text: string): Decimal {
  const [whole = '', part = ''] = text.split('.');
  return { digits: BigInt(`${whole}${part}` || '0'), scale: part.length };
}

/** As bc prints it: no zero before the point, all places kept. */
export function printDecimal({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  if (digits === 0n) return '0';
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole === '0' ? '' : whole}.${text.slice(text.length - scale)}`;
}

export function rescale({ digits, scale }: Decimal, wanted: number): Decimal {
  if (wanted >= scale) return { digits: digits * 10n ** BigInt(wanted - scale), scale: wanted };
  return { digits: digits / 10n ** BigInt(scale - wanted), scale: wanted };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: rescale(a, scale).digits + rescale(b, scale).digits, scale };
}

export function negate({ digits, scale }: Decimal): Decimal {
  return { digits: -digits, scale };
}

export function multiply(a: Decimal, b: Decimal, scale: number): Decimal {
  const exact = { digits: a.digits * b.digits, scale: a.scale + b.scale };
  return rescale(exact, Math.min(exact.scale, Math.max(scale, a.scale, b.scale)));
}

export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
  if (b.digits === 0n) throw new RangeError('divide by zero');
  return { digits: rescale(a, scale + b.scale).digits / b.digits, scale };
}

export function remainder(a: Decimal, b: Decimal, scale: number): Decimal {
  const quotient = divide(a, b, scale);
  const rest = add(a, negate({ digits: quotient.digits * b.digits, scale: quotient.scale + b.scale }));
  return rescale(rest, Math.max(scale + b.scale, a.scale));
}

export function power(base: Decimal, exponent: Decimal, scale: number): Decimal {
  const count = Number(rescale(exponent, 0).digits);
  if (Math.abs(count) > 100_000) throw new RangeError('exponent too large');
  if (count < 0) return divide(decimal('1'), power(base, negate(exponent), scale), scale);
  const exact = { digits: base.digits ** BigInt(count), scale: base.scale * count };
  return rescale(exact, Math.min(exact.scale, Math.max(scale, base.scale)));
}

export function squareRoot(value: Decimal, scale: number): Decimal {
  if (value.digits < 0n) throw new RangeError('square root of a negative number');
  const places = Math.max(scale, value.scale);
  const target = rescale(value, 2 * places).digits;
  let root = BigInt(Math.floor(Math.sqrt(Number(target))));
  while (root * root > target) root--;
  while ((root + 1n) * (root + 1n) <= target) root++;
  return { digits: root, scale: places };
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const difference = add(a, negate(b)).digits;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
