const UNITS: Readonly<Record<string, number>> = { '': 1_000, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of an interval as coreutils write it: `5`, `0.2`, `1.5m`, `2h`, `infinity`. */
export function parseInterval(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  const parts = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  return parts ? Number(parts[1]) * UNITS[parts[2]!]! : undefined;
}
