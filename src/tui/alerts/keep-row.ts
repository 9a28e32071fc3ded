import type { AlertsView } from '../../runner/index.ts';
import type { AlertsState } from '../lab/lab-state.ts';

/**
 * Where one looks once the tables have changed: at the same event or alert as before, for new ones may stand above it. Who
 * looks at the newest event, closed, goes on looking at the newest. What is gone is closed.
 */
export function keepRow(state: AlertsState, before: AlertsView, after: AlertsView): AlertsState {
  const names = (view: AlertsView) =>
    [view.events.map(({ id }) => id), view.alerts.map(({ name }) => name), view.detectors.map(({ id }) => id)][
      state.section
    ]!;
  const name = names(before)[state.row];
  if (name === undefined || (state.section === 0 && state.row === 0 && !state.open)) return state;
  const now = names(after);
  const row = now.indexOf(name);
  if (row === state.row) return state;
  if (row >= 0) return { ...state, row };
  return { ...state, row: Math.min(state.row, Math.max(0, now.length - 1)), open: false, scroll: 0 };
}
