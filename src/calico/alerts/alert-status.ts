import type { Store } from '../../cluster/index.ts';

export const GLOBAL_ALERTS = 'globalalerts.projectcalico.org';

const KEPT_ERRORS = 10;

interface AlertStatus {
  active: boolean;
  healthy: boolean;
  lastUpdate?: string;
  lastExecuted?: string;
  lastEvent?: string;
  errorConditions?: { type?: string; message: string }[];
}

/** Writes the life of one GlobalAlert into its status; times in ms. A deleted alert is left alone. */
export interface StatusWriter {
  pickedUp(now: number): void;
  stopped(): void;
  succeeded(now: number, wroteEvents: boolean): void;
  failed(now: number, message: string): void;
}

export function createStatusWriter(store: Store, alert: string): StatusWriter {
  const write = (change: (status: AlertStatus) => void): void => {
    store.update(GLOBAL_ALERTS, undefined, alert, (copy) => {
      const status: AlertStatus = { active: false, healthy: false, ...copy['status'] };
      change(status);
      copy['status'] = status;
    });
  };
  return {
    pickedUp: (now) =>
      write((status) => {
        status.active = true;
        status.lastUpdate = formatTime(now);
      }),
    stopped: () =>
      write((status) => {
        status.active = false;
      }),
    succeeded: (now, wroteEvents) =>
      write((status) => {
        status.healthy = true;
        status.lastExecuted = formatTime(now);
        if (wroteEvents) status.lastEvent = formatTime(now);
        delete status.errorConditions;
      }),
    failed: (now, message) =>
      write((status) => {
        status.healthy = false;
        status.lastExecuted = formatTime(now);
        status.errorConditions = [...(status.errorConditions ?? []), { message }].slice(-KEPT_ERRORS);
      }),
  };
}

/** RFC 3339 with whole seconds, as the API stores times. */
function formatTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
