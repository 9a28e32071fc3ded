const UNITS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * Reads a Go duration (`1m`, `1h2m3.5s`, `300ms`, `-5s`, `0`) as milliseconds; undefined when it is none.
 *
 * @example
 * parseDuration('1m30s') // 90_000
 */
export function parseDuration(text: string): number | undefined {
  const signed = /^([-+]?)(.*)$/s.exec(text)!;
  const body = signed[2]!;
  if (body === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(body)) return undefined;
  let total = 0;
  for (const [, amount, unit] of body.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(amount) * UNITS[unit!]!;
  }
  return signed[1] === '-' ? -total : total;
}

/** Prints milliseconds as Go prints a duration: `5m0s`, `1h0m0s`, `1.5s`, `300ms`, `0s`. */
export function formatDuration(duration: number): string {
  if (duration === 0) return '0s';
  const sign = duration < 0 ? '-' : '';
  const total = Math.abs(duration);
  if (total < 1) return `${sign}${trim(total * 1_000)}µs`;
  if (total < 1_000) return `${sign}${trim(total)}ms`;
  const hours = Math.floor(total / 3_600_000);
  const minutes = Math.floor((total % 3_600_000) / 60_000);
  const seconds = trim((total % 60_000) / 1_000);
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}s`;
  if (minutes > 0) return `${sign}${minutes}m${seconds}s`;
  return `${sign}${seconds}s`;
}

function trim(value: number): string {
  return String(Number(value.toFixed(9)));
}
