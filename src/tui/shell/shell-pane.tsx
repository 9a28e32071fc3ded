import { Text } from 'ink';
import { printable } from '../../markdown/index.ts';
import { toWidth } from '../text/cells.ts';
import type { Styles } from '../text/styles.ts';
import type { ShellState, ShellView } from './shell-state.ts';

export interface ShellPaneProps {
  state: ShellState;
  view: ShellView;
  width: number;
  height: number;
  /** True: what is typed goes here, so the cursor is shown. */
  focused: boolean;
  styles: Styles;
}

/** One shell: its scrollback and the line being typed. */
export function ShellPane(props: ShellPaneProps) {
  return <Text wrap="truncate">{shellRows(props).join('\n')}</Text>;
}

/** The pane's rows, each exactly `width` cells, `height` of them. */
export function shellRows({ state, view, width, height, focused, styles }: ShellPaneProps): string[] {
  const rows = view.scrollback.rows(width, height, state.back, typedLines(state, view, focused, styles));
  while (rows.length < height) rows.push('');
  return rows.map((row) => toWidth(row, width));
}

/** What is being typed: the lines of an unfinished command, each with its prompt, and the one with the cursor. */
function typedLines(state: ShellState, view: ShellView, focused: boolean, styles: Styles): string[] {
  const { text, cursor } = state.input;
  if (view.running && !view.wantsInput && text === '') return [''];
  const prompts = view.running ? [''] : [view.prompt, ...state.pending.split('\n').map(() => '> ')];
  const pending = state.pending === '' ? [] : state.pending.split('\n');
  const [under = ''] = text.slice(cursor);
  const shown = (part: string) => printable(part).replaceAll('\n', '↵');
  const typed = focused
    ? shown(text.slice(0, cursor)) + styles.inverse(shown(under) || ' ') + shown(text.slice(cursor + under.length))
    : shown(text);
  return [...pending.map(printable), typed].map((line, index) => printable(prompts[index] ?? '> ') + line);
}
