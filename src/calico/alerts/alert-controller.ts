import type { Clock } from '../../clock/index.ts';
import type { KubernetesObject, Store, StoreEvent } from '../../cluster/index.ts';
import type { GlobalAlertSpec } from '../kinds/index.ts';
import type { EventStore, LogStore } from '../types.ts';
import { type AlertEvaluation, type AlertRoutine, startAlertRoutine } from './alert-routine.ts';
import { createStatusWriter, GLOBAL_ALERTS } from './alert-status.ts';

export interface AlertControllerOptions {
  readonly clock: Clock;
  readonly store: Store;
  readonly logs: LogStore;
  readonly events: EventStore;
  /** `3.14`. */
  readonly calicoRelease: string;
}

/** Evaluates every GlobalAlert of type RuleBased on its own schedule and keeps its status. */
export interface AlertController {
  /** The newest runs of an alert, oldest first; empty for an alert that never ran or is gone. */
  evaluations(alert: string): readonly AlertEvaluation[];
  /** When an alert runs next (ms); undefined when nothing evaluates it. */
  nextRun(alert: string): number | undefined;
}

const KEPT_EVALUATIONS = 100;

/**
 * Starts following the store's GlobalAlerts. Alerts of type AnomalyDetection are left to the detectors, their status
 * included.
 */
export function createAlertController(options: AlertControllerOptions): AlertController {
  const { clock, store } = options;
  const routines = new Map<string, AlertRoutine>();
  const histories = new Map<string, AlertEvaluation[]>();

  store.subscribe(GLOBAL_ALERTS, follow);
  for (const alert of store.list(GLOBAL_ALERTS)) take(alert);

  return {
    evaluations: (alert) => histories.get(alert) ?? [],
    nextRun: (alert) => routines.get(alert)?.nextRun,
  };

  function follow({ type, object, old }: StoreEvent): void {
    if (type === 'DELETED') forget(object.metadata.name);
    else if (type === 'ADDED' || !sameSpec(object, old)) take(object);
  }

  function forget(alert: string): void {
    routines.get(alert)?.stop();
    routines.delete(alert);
    histories.delete(alert);
  }

  /** A new or changed alert: whatever ran for it stops, and a routine with the new spec goes on from its last run. */
  function take(object: KubernetesObject): void {
    const alert = object.metadata.name;
    const before = routines.get(alert);
    before?.stop();
    routines.delete(alert);
    const spec = specOf(object);
    if (spec.type === 'AnomalyDetection') return;
    const status = createStatusWriter(store, alert);
    const routine = startAlertRoutine({
      ...options,
      alert,
      spec,
      status,
      lastExecuted: timeOf(object['status']?.lastExecuted),
      onEvaluation: (evaluation) => remember(alert, evaluation),
    });
    routines.set(alert, routine);
    // Not from within the store's own notification: other listeners must see the alert before its status.
    clock.after(0, () => {
      if (routines.get(alert) !== routine) return;
      if (before) status.stopped();
      status.pickedUp(clock.now());
    });
  }

  function remember(alert: string, evaluation: AlertEvaluation): void {
    const history = histories.get(alert) ?? [];
    histories.set(alert, [...history, evaluation].slice(-KEPT_EVALUATIONS));
  }
}

function specOf(object: KubernetesObject): GlobalAlertSpec {
  return object['spec'];
}

function sameSpec(left: KubernetesObject, right: KubernetesObject | undefined): boolean {
  return JSON.stringify(left['spec']) === JSON.stringify(right?.['spec']);
}

function timeOf(text: unknown): number | undefined {
  return typeof text === 'string' ? Date.parse(text) : undefined;
}
