import { parseDuration } from '../../clock/index.ts';
import type { GlobalAlertSpec } from '../kinds/index.ts';

const DEFAULT_PERIOD = 5 * 60_000;
const DEFAULT_LOOKBACK = 10 * 60_000;

/** How often an alert runs (ms); absent or zero means five minutes. */
export function alertPeriod(spec: GlobalAlertSpec): number {
  return durationOr(spec.period, DEFAULT_PERIOD);
}

/** How far back each run looks (ms); absent or zero means ten minutes. */
export function alertLookback(spec: GlobalAlertSpec): number {
  return durationOr(spec.lookback, DEFAULT_LOOKBACK);
}

function durationOr(text: string | undefined, fallback: number): number {
  return (text === undefined ? undefined : parseDuration(text)) || fallback;
}
