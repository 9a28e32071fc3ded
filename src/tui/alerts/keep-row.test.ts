import { expect, test } from 'vitest';
import type { AlertsView } from '../../runner/index.ts';
import type { AlertsState } from '../lab/lab-state.ts';
import { keepRow } from './keep-row.ts';

const view = (events: string[], alerts: string[] = []) =>
  ({
    events: events.map((id) => ({ id })),
    alerts: alerts.map((name) => ({ name })),
    detectors: [],
  }) as unknown as AlertsView;
const at = (section: AlertsState['section'], row: number, open: boolean): AlertsState => ({
  section,
  row,
  open,
  scroll: 7,
});

test('an event being read stays open when a newer one comes', () => {
  expect(keepRow(at(0, 0, true), view(['old']), view(['new', 'old']))).toEqual(at(0, 1, true));
  expect(keepRow(at(0, 1, false), view(['b', 'a']), view(['c', 'b', 'a']))).toEqual(at(0, 2, false));
});

test('who looks at the newest event, closed, sees the next newest', () => {
  expect(keepRow(at(0, 0, false), view(['old']), view(['new', 'old']))).toEqual(at(0, 0, false));
});

test('an alert keeps its place among others, and is closed once it is gone', () => {
  expect(keepRow(at(1, 0, true), view([], ['dns']), view([], ['audit', 'dns']))).toEqual(at(1, 1, true));
  expect(keepRow(at(1, 1, true), view([], ['audit', 'dns']), view([], ['audit']))).toEqual({
    section: 1,
    row: 0,
    open: false,
    scroll: 0,
  });
});
