import type { CelLibrary } from './cel-library.ts';

const FORM = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i)?)$/;
const POWERS = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
const PLACES = 9;
/** Billionths are the smallest there is. */
const ONE = 10n ** BigInt(PLACES);

/** A quantity in billionths, exactly. */
class Quantity {
  readonly billionths: bigint;

  constructor(billionths: bigint) {
    this.billionths = billionths;
  }
}

/** Kubernetes' `quantity()` for rules in CEL. */
export const QUANTITY_LIBRARY: CelLibrary = {
  types: { Quantity },
  functions: {
    'isQuantity(string): bool': (text: string) => read(text) !== undefined,
    'quantity(string): Quantity': quantity,
    'Quantity.sign(): int': ({ billionths }: Quantity) => (billionths > 0n ? 1n : billionths < 0n ? -1n : 0n),
    'Quantity.isInteger(): bool': ({ billionths }: Quantity) => billionths % ONE === 0n,
    'Quantity.asInteger(): int': ({ billionths }: Quantity) => {
      if (billionths % ONE !== 0n) throw new Error('cannot convert value to integer');
      return billionths / ONE;
    },
    'Quantity.asApproximateFloat(): double': ({ billionths }: Quantity) => Number(billionths) / Number(ONE),
    'Quantity.add(Quantity): Quantity': (one: Quantity, other: Quantity) =>
      new Quantity(one.billionths + other.billionths),
    'Quantity.add(int): Quantity': (one: Quantity, other: bigint) => new Quantity(one.billionths + other * ONE),
    'Quantity.sub(Quantity): Quantity': (one: Quantity, other: Quantity) =>
      new Quantity(one.billionths - other.billionths),
    'Quantity.sub(int): Quantity': (one: Quantity, other: bigint) => new Quantity(one.billionths - other * ONE),
    'Quantity.isLessThan(Quantity): bool': (one: Quantity, other: Quantity) => one.billionths < other.billionths,
    'Quantity.isGreaterThan(Quantity): bool': (one: Quantity, other: Quantity) => one.billionths > other.billionths,
    'Quantity.compareTo(Quantity): int': (one: Quantity, other: Quantity) =>
      one.billionths < other.billionths ? -1n : one.billionths > other.billionths ? 1n : 0n,
  },
  equal: { Quantity: (one: Quantity, other: Quantity) => one.billionths === other.billionths },
};

function quantity(text: string): Quantity {
  const billionths = read(text);
  if (billionths === undefined) {
    throw new Error("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }
  return new Quantity(billionths);
}

function read(text: string): bigint | undefined {
  const [, sign, amount, exponent, unit = ''] = FORM.exec(text) ?? [];
  if (amount === undefined || amount.length > 100) return undefined;
  const [whole = '', fraction = ''] = amount.split('.');
  const digits = BigInt(whole + fraction || '0');
  const value = scaled(digits, unit.endsWith('i') ? 1024n ** BigInt(POWERS.indexOf(unit[0]!.replace('K', 'k'))) : 1n, {
    tens: PLACES - fraction.length + (exponent === undefined ? decimalPower(unit) : Number(exponent)),
  });
  return sign === '-' ? -value : value;
}

function decimalPower(unit: string): number {
  const small = ['n', 'u', 'm'].indexOf(unit);
  if (small >= 0) return small * 3 - 9;
  return unit.endsWith('i') ? 0 : POWERS.indexOf(unit) * 3;
}

/** What is smaller than a billionth is rounded up. */
function scaled(digits: bigint, factor: bigint, { tens }: { tens: number }): bigint {
  if (tens >= 0) return digits * factor * 10n ** BigInt(tens);
  const divisor = 10n ** BigInt(-tens);
  return (digits * factor + divisor - 1n) / divisor;
}
