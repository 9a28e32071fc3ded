import type { KeyPress } from '../terminal/key-press.ts';
import type { AlertsState, LabView, UiState } from './lab-state.ts';
import type { Update } from './update.ts';

/** A key in the Calico Cloud tab; undefined when it means nothing there. */
export function updateAlerts(ui: UiState, key: KeyPress, { alerts: view }: LabView): Update | undefined {
  const { alerts } = ui;
  const counts = [view.events.length, view.alerts.length, view.detectors.length];
  const last = Math.max(0, counts[alerts.section]! - 1);
  const set = (change: Partial<AlertsState>): Update => ({
    ui: { ...ui, alerts: { ...alerts, ...change } },
    effects: [],
  });
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
      return alerts.open ? set({ scroll: alerts.scroll + 1 }) : set({ row: Math.min(alerts.row + 1, last) });
    case 'up':
    case 'k':
      return alerts.open ? set({ scroll: Math.max(0, alerts.scroll - 1) }) : set({ row: Math.max(alerts.row - 1, 0) });
    case 'pagedown':
    case ' ':
      return alerts.open ? set({ scroll: alerts.scroll + 10 }) : set({ row: Math.min(alerts.row + 10, last) });
    case 'pageup':
    case 'b':
      return alerts.open
        ? set({ scroll: Math.max(0, alerts.scroll - 10) })
        : set({ row: Math.max(alerts.row - 10, 0) });
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
