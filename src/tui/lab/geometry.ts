import { NARROWEST, SHORTEST, type UiState, WIDE } from './lab-state.ts';

export interface Pane {
  /** Cells inside, without frame. */
  width: number;
  height: number;
}

export interface Geometry {
  /** Text and tabs side by side. */
  wide: boolean;
  tooSmall: boolean;
  text: Pane;
  tab: Pane;
  /** Cells the laid-out text may take. */
  measure: number;
}

/** Header, message row and footer. */
const ROWS_AROUND = 3;
/** The bar beside the marked block, a blank, and a blank at the right. */
const GUTTER = 3;
/** Longer lines are hard to read. */
const LONGEST = 100;

/** How the screen is divided. */
export function geometryOf({ columns, rows }: Pick<UiState, 'columns' | 'rows'>): Geometry {
  const tooSmall = columns < NARROWEST || rows < SHORTEST;
  const wide = columns >= WIDE;
  const height = Math.max(1, rows - ROWS_AROUND - (wide ? 2 : 0));
  const left = wide ? Math.min(Math.floor(columns / 2), LONGEST + GUTTER + 2) : columns;
  const text = { width: wide ? left - 2 : columns, height };
  const tab = { width: wide ? columns - left - 2 : columns, height };
  return { wide, tooSmall, text, tab, measure: Math.min(text.width - GUTTER, LONGEST) };
}
