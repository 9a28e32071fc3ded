import { lastAlertScroll } from '../alerts/alert-rows.ts';
import type { KeyPress } from '../terminal/key-press.ts';
import type { AlertsState, LabView, UiState } from './lab-state.ts';
import type { Update } from './update.ts';

/** A key in the Calico Cloud tab; undefined when it means nothing there. */
export function updateAlerts(ui: UiState, key: KeyPress, whole: LabView): Update | undefined {
  const { alerts } = ui;
  const view = whole.alerts;
  const counts = [view.events.length, view.alerts.length, view.detectors.length];
  const last = Math.max(0, counts[alerts.section]! - 1);
  const set = (change: Partial<AlertsState>): Update => ({
    ui: { ...ui, alerts: { ...alerts, ...change } },
    effects: [],
  });
  const move = (by: number): Update =>
    alerts.open
      ? set({ scroll: Math.max(0, Math.min(alerts.scroll + by, lastAlertScroll(ui, whole))) })
      : set({ row: Math.max(0, Math.min(alerts.row + by, last)) });
  switch (key.name) {
    case 'left':
      return set({
        section: Math.max(0, alerts.section - 1) as AlertsState['section'],
        row: 0,
        open: false,
        scroll: 0,
      });
    case 'right':
      return set({
        section: Math.min(2, alerts.section + 1) as AlertsState['section'],
        row: 0,
        open: false,
        scroll: 0,
      });
    case 'down':
    case 'j':
      return move(1);
    case 'up':
    case 'k':
      return move(-1);
    case 'pagedown':
    case ' ':
      return move(10);
    case 'pageup':
    case 'b':
      return move(-10);
    case 'g':
    case 'home':
      return move(-Number.MAX_SAFE_INTEGER);
    case 'G':
    case 'end':
      return move(Number.MAX_SAFE_INTEGER);
    case 'escape':
      return alerts.open ? set({ open: false, scroll: 0 }) : undefined;
    case 'enter':
      if (counts[alerts.section] === 0) return set({});
      if (alerts.section === 2) return { ui, effects: [{ type: 'switch-detector', row: alerts.row }] };
      return set({ open: !alerts.open, scroll: 0 });
    default:
      return undefined;
  }
}
