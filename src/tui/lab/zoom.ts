import { expandTabs, printable } from '../../markdown/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import { hardWrap, toWidth } from '../text/cells.ts';
import type { LabView, Overlay, UiState } from './lab-state.ts';

type Zoom = Extract<Overlay, { kind: 'zoom' }>;

/** A blank row and the keys. */
const BELOW = 2;

/** A block alone on the screen, without frames or marks; what is wider than the screen goes on in the next row. */
export function zoomRows(ui: UiState, overlay: Zoom, view: LabView): string[] {
  const { rows } = onScreen(ui, overlay, view);
  const shown = rows.map(({ text }) => text);
  while (shown.length < ui.rows - BELOW) shown.push('');
  return [...shown, '', ui.notice || texts.zoomKeys(overlay.block)].map((row) => toWidth(row, ui.columns));
}

/**
 * The same text once more as a terminal takes it: each line of code in one piece, broken by the terminal's own margin. What
 * is then marked with the mouse and copied is the line as it was written, without the breaks.
 */
export function zoomLines(ui: UiState, overlay: Zoom, view: LabView): string {
  const { rows } = onScreen(ui, overlay, view);
  const lines = rows.map(({ text, goesOn }, index) => (goesOn && index > 0 ? text : `\x1b[${index + 1};1H${text}`));
  return `\x1b7\x1b[?7h${lines.join('')}\x1b8`;
}

/** The furthest a block can be scrolled to. */
export function lastZoomScroll(ui: UiState, overlay: Zoom, view: LabView): number {
  return Math.max(0, rowsOf(ui, overlay, view).length - (ui.rows - BELOW));
}

interface ZoomRow {
  text: string;
  /** It is the rest of the line above. */
  goesOn: boolean;
}

function onScreen(ui: UiState, overlay: Zoom, view: LabView): { rows: ZoomRow[] } {
  const from = Math.min(overlay.scroll, lastZoomScroll(ui, overlay, view));
  return { rows: rowsOf(ui, overlay, view).slice(from, from + ui.rows - BELOW) };
}

function rowsOf({ columns }: UiState, { block: number }: Zoom, { layout }: LabView): ZoomRow[] {
  const block = layout.blocks.find((place) => place.block.number === number)?.block;
  return (block?.code.text ?? '')
    .split('\n')
    .flatMap((line) =>
      hardWrap(printable(expandTabs(line)), columns).map((text, index) => ({ text, goesOn: index > 0 })),
    );
}
