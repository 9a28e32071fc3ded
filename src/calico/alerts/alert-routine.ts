import type { Clock } from '../../clock/index.ts';
import type { GlobalAlertSpec } from '../kinds/index.ts';
import { QueryError } from '../query/index.ts';
import type { EventStore, LogStore } from '../types.ts';
import { alertLookback, alertPeriod } from './alert-defaults.ts';
import type { StatusWriter } from './alert-status.ts';
import { AlertWindow } from './alert-window.ts';
import type { EvaluatedBucket } from './evaluate.ts';
import { EvaluationError } from './evaluation-error.ts';
import { securityEvent } from './security-event.ts';

/** One run of an alert: the window it looked at and what came of it. Times in ms. */
export interface AlertEvaluation {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Those that hold first, then the others; at most a hundred are kept. */
  readonly buckets: readonly EvaluatedBucket[];
  /** Rows of the window that matched the query. */
  readonly rows: number;
  /** All visible rows of the window. */
  readonly scanned: number;
  /** Events written. */
  readonly events: number;
  /** Why the run failed. */
  readonly error?: string;
}

export interface AlertRoutineOptions {
  readonly alert: string;
  readonly spec: GlobalAlertSpec;
  /** When the alert last ran (ms), if it ever did. */
  readonly lastExecuted: number | undefined;
  readonly clock: Clock;
  readonly logs: LogStore;
  readonly events: EventStore;
  readonly status: StatusWriter;
  readonly calicoRelease: string;
  onEvaluation(evaluation: AlertEvaluation): void;
}

export interface AlertRoutine {
  readonly spec: GlobalAlertSpec;
  /** When it runs next (ms). */
  readonly nextRun: number;
  stop(): void;
}

/** A run that is overdue when a routine starts comes this much later, not at once. */
const SOONEST_RUN = 5_000;
const KEPT_BUCKETS = 100;

/** Runs one rule-based alert again and again, first one period after its last run, or after now if it never ran. */
export function startAlertRoutine(options: AlertRoutineOptions): AlertRoutine {
  const { clock, spec } = options;
  const period = alertPeriod(spec);
  let alertWindow: AlertWindow | undefined;
  let nextRun = nextAfter(options.lastExecuted ?? clock.now());
  let timer = clock.at(nextRun, run);

  function nextAfter(last: number): number {
    const due = last + period;
    return due > clock.now() ? due : clock.now() + SOONEST_RUN;
  }

  function run(): void {
    const now = clock.now();
    nextRun = nextAfter(wholeSeconds(now));
    timer = clock.at(nextRun, run);
    options.onEvaluation(runOnce(options, now, () => (alertWindow ??= new AlertWindow(spec))));
  }

  return {
    spec,
    get nextRun() {
      return nextRun;
    },
    stop: () => timer.cancel(),
  };
}

function runOnce(options: AlertRoutineOptions, now: number, openWindow: () => AlertWindow): AlertEvaluation {
  const { alert, spec, logs, events, status } = options;
  const to = wholeSeconds(now);
  const from = to - wholeSeconds(alertLookback(spec));
  const window = { at: now, from, to };
  try {
    const alertWindow = openWindow();
    const rows = logs.columns(spec.dataSet!);
    const span = rows.span(from, to, now);
    const { matched, buckets, findings } = alertWindow.evaluate(rows, span, KEPT_BUCKETS);
    for (const { record, inputs } of findings) {
      events.append({ event: securityEvent(options, record, now), at: now, alert, inputs });
    }
    status.succeeded(now, findings.length > 0);
    return { ...window, buckets, rows: matched, scanned: span.end - span.first, events: findings.length };
  } catch (error) {
    if (!(error instanceof QueryError || error instanceof EvaluationError)) throw error;
    status.failed(now, error.message);
    return { ...window, buckets: [], rows: 0, scanned: 0, events: 0, error: error.message };
  }
}

/** Windows and stored times know whole seconds only. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}
