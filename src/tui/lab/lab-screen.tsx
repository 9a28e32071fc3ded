import { Box, Text } from 'ink';
import { memo, useSyncExternalStore } from 'react';
import { keyTexts, screenTexts as texts } from '../../texts/index.ts';
import { alertRows } from '../alerts/alert-rows.ts';
import { fileRows } from '../files/file-rows.ts';
import { NEW_SHELL, ShellPane } from '../shell/index.ts';
import type { Store } from '../store.ts';
import { toWidth } from '../text/cells.ts';
import { paragraph } from '../text/paragraph.ts';
import type { Styles } from '../text/styles.ts';
import { geometryOf } from './geometry.ts';
import type { LabView, UiState } from './lab-state.ts';
import { footerRow, framed, headerRow, messageRows, tabTitles, textRows } from './rows.ts';
import { mostSheetRows, noteRows, sheetRows } from './sheet-rows.ts';
import { NEW_FILE } from './update-file.ts';
import { zoomRows } from './zoom.ts';

/** Everything the lab's screen is drawn from. */
export interface LabModel {
  ui: UiState;
  view: LabView;
}

/** The lab, drawn anew whenever the store changes. */
export function LabScreen({ store, styles }: { store: Store<LabModel>; styles: Styles }) {
  const { ui, view } = useSyncExternalStore(store.subscribe, store.get);
  const { tooSmall } = geometryOf(ui);
  if (tooSmall) return <Rows rows={paragraph(texts.tooSmall(ui.columns, ui.rows), ui.columns).slice(0, ui.rows)} />;
  if (ui.overlay?.kind === 'zoom') return <Rows rows={zoomRows(ui, ui.overlay, view)} />;
  if (ui.overlay?.kind === 'picture') return <Rows rows={view.picture} />;
  if (ui.overlay?.kind === 'notes') return <Rows rows={noteRows(ui, ui.overlay, view)} />;
  const sheet = ui.overlay ? sheetRows(ui, ui.overlay, view, styles, mostSheetRows(ui, ui.overlay)) : [];
  const message = messageRows(ui, view, styles);
  return (
    <Box flexDirection="column" width={ui.columns} height={ui.rows}>
      <Rows rows={[headerRow(ui, view, styles)]} />
      <Panes ui={ui} view={view} styles={styles} covered={sheet.length + message.length - 1} />
      {sheet.length > 0 && <Rows rows={sheet} />}
      <Rows rows={[...message, footerRow(ui, view, styles)]} />
    </Box>
  );
}

interface PanesProps {
  ui: UiState;
  view: LabView;
  styles: Styles;
  /** Rows a sheet or a long message takes at the bottom. */
  covered: number;
}

function Panes({ ui, view, styles, covered }: PanesProps) {
  const { wide, text, tab } = geometryOf(ui);
  const height = text.height - covered;
  if (height + (wide ? 2 : 0) <= 0) return null;
  if (!wide) {
    return ui.showing === 'text' ? (
      <Rows rows={textRows(ui, view, styles).slice(0, height)} />
    ) : (
      <TabPane ui={ui} view={view} styles={styles} width={tab.width} height={height} />
    );
  }
  if (height <= 0) return <Rows rows={Array.from({ length: height + 2 }, () => ' ')} />;
  const title = view.current?.step.title ?? texts.finishedHeader;
  const reading = ui.focus === 'text' && !ui.overlay;
  const tabTitle = tabTitles(ui, view, styles, false, tab.width - 4);
  const below = view.layout.lines.length - ui.scroll - height;
  const foot = below > 0 ? keyTexts.footer.moreBelow(below) : '';
  const around = framed([], tab.width, tabTitle, ui.focus === 'tab' && !ui.overlay, styles);
  const side = Array.from({ length: height }, () => (ui.focus === 'tab' && !ui.overlay ? '┃' : '│'));
  return (
    <Box>
      <Rows rows={framed(textRows(ui, view, styles).slice(0, height), text.width, title, reading, styles, foot)} />
      <Box flexDirection="column">
        <Rows rows={[around[0]!]} />
        <Box>
          <Rows rows={side} />
          <TabPane ui={ui} view={view} styles={styles} width={tab.width} height={height} />
          <Rows rows={side} />
        </Box>
        <Rows rows={[around[1]!]} />
      </Box>
    </Box>
  );
}

interface TabPaneProps {
  ui: UiState;
  view: LabView;
  styles: Styles;
  width: number;
  height: number;
}

function TabPane({ ui, view, styles, width, height }: TabPaneProps) {
  const tab = view.tabs[ui.tab];
  const focused = ui.focus === 'tab' && !ui.overlay;
  if (tab?.kind === 'shell') {
    const state = ui.shells[tab.terminal] ?? NEW_SHELL;
    const shell = view.shells[tab.terminal]!;
    return <ShellPane state={state} view={shell} width={width} height={height} focused={focused} styles={styles} />;
  }
  if (tab?.kind === 'alerts') return <Rows rows={alertRows(ui, view, width, height, focused, styles)} />;
  if (tab?.kind === 'file') {
    const state = ui.files[ui.tab] ?? NEW_FILE;
    return <Rows rows={fileRows(view.files[ui.tab], state, width, height, focused, styles)} />;
  }
  const lines = (tab?.lines ?? []).flatMap((line) => paragraph(line, width));
  const rows = Array.from({ length: height }, (_, index) => toWidth(lines[index] ?? '', width));
  return <Rows rows={rows} />;
}

/** Rows that already have their width; Ink only puts them below each other. */
const Rows = memo(
  function Rows({ rows }: { rows: readonly string[] }) {
    return <Text wrap="truncate">{rows.join('\n')}</Text>;
  },
  (before, after) =>
    before.rows.length === after.rows.length && before.rows.every((row, index) => row === after.rows[index]),
);
