const KIBI = 1_024;
const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: KIBI,
  Mi: KIBI ** 2,
  Gi: KIBI ** 3,
  Ti: KIBI ** 4,
  Pi: KIBI ** 5,
  Ei: KIBI ** 6,
};

/** A quantity of bytes; undefined for what is none. */
export function bytesOf(quantity: unknown): number | undefined {
  const [, amount, exponent, unit = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(String(quantity ?? '')) ?? [];
  if (amount === undefined) return undefined;
  return exponent ? Number(amount + exponent) : Number(amount) * UNITS[unit]!;
}

/** A quantity of cores in thousandths; undefined for what is none. */
export function milliOf(quantity: unknown): number | undefined {
  const cores = bytesOf(quantity);
  return cores === undefined ? undefined : cores * 1_000;
}
