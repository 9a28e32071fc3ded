import type { KubernetesObject, Store } from '../../cluster/index.ts';
import type { Detector } from './detector-table.ts';

export const GLOBAL_ALERTS = 'globalalerts.projectcalico.org';

/** Tells the GlobalAlert that its detector is on, or that there is none to switch on. `now` in ms. */
export function reportPickedUp(store: Store, alert: string, detector: Detector | undefined, now: number): void {
  const time = timestamp(now);
  setStatus(store, alert, (status) => {
    status['lastUpdate'] = time;
    if (detector?.counts) {
      Object.assign(status, { active: true, healthy: true, lastEvent: time });
      delete status['errorConditions'];
      return;
    }
    const name = detector?.id ?? alert;
    const message = `detector ${name} is not implemented in this simulation: it never raises an event`;
    Object.assign(status, {
      active: false,
      healthy: false,
      errorConditions: [{ type: 'DetectorNotImplemented', message }],
    });
  });
}

/** A search has run. Like the product, `lastEvent` is the schedule's time and says nothing about findings. */
export function reportSearched(store: Store, alert: string, now: number): void {
  const time = timestamp(now);
  setStatus(store, alert, (status) => {
    Object.assign(status, { active: true, healthy: true, lastExecuted: time, lastEvent: time });
  });
}

function setStatus(store: Store, alert: string, change: (status: Record<string, unknown>) => void): void {
  store.update(GLOBAL_ALERTS, undefined, alert, (copy: KubernetesObject) => {
    copy['status'] ??= {};
    change(copy['status']);
  });
}

function timestamp(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
}
