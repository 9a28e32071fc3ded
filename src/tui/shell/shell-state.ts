import type { KeyPress } from '../terminal/key-press.ts';
import { EMPTY_INPUT, editText, inputOf, type TextInput } from '../text/text-input.ts';
import type { Scrollback } from './scrollback.ts';

/** What the learner is doing in one shell pane. */
export interface ShellState {
  readonly input: TextInput;
  /** Lines of an unfinished command already entered. */
  readonly pending: string;
  /** Rows scrolled up from the end. */
  readonly back: number;
  /** How far up the history; 0 is the line being typed. */
  readonly historyIndex: number;
}

/** What the shell behind the pane is doing; the driver fills it in. */
export interface ShellView {
  readonly scrollback: Scrollback;
  readonly prompt: string;
  readonly running: boolean;
  /** The running command reads from the terminal. */
  readonly wantsInput: boolean;
  readonly history: readonly string[];
  isIncomplete(text: string): boolean;
}

export type ShellEffect =
  | { type: 'run'; text: string }
  /** Keystrokes for the running command. */
  | { type: 'keys'; text: string }
  | { type: 'end-of-input' }
  | { type: 'interrupt' }
  /** Shows a line as typed, without running it. */
  | { type: 'echo'; text: string }
  | { type: 'clear' };

export const NEW_SHELL: ShellState = { input: EMPTY_INPUT, pending: '', back: 0, historyIndex: 0 };

/** A key typed into the shell pane. */
export function updateShell(
  state: ShellState,
  key: KeyPress,
  view: ShellView,
  page: number,
): { state: ShellState; effects: ShellEffect[] } {
  const only = (change: Partial<ShellState>) => ({ state: { ...state, ...change }, effects: [] });
  if (key.name === 'shift-pageup' || key.name === 'pageup')
    return only({ back: Math.min(state.back + page, view.scrollback.length) });
  if (key.name === 'shift-pagedown' || key.name === 'pagedown') return only({ back: Math.max(0, state.back - page) });
  const down = { ...state, back: 0 };
  if (key.name === 'ctrl-c') return interrupt(down, view);
  if (key.name === 'ctrl-l') return { state: down, effects: [{ type: 'clear' }] };
  if (key.name === 'enter' || key.name === 'ctrl-j') return enter(down, view);
  if (key.name === 'ctrl-d' && state.input.text === '')
    return { state: down, effects: view.running ? [{ type: 'end-of-input' }] : [] };
  if (key.name === 'up' || key.name === 'ctrl-p') return recall(down, view, 1);
  if (key.name === 'down' || key.name === 'ctrl-n') return recall(down, view, -1);
  const edited = editText(state.input, key);
  return { state: edited ? { ...down, input: edited } : state, effects: [] };
}

function enter(state: ShellState, view: ShellView): { state: ShellState; effects: ShellEffect[] } {
  const { text } = state.input;
  const empty = { ...state, input: EMPTY_INPUT, historyIndex: 0 };
  if (view.running) return { state: empty, effects: [{ type: 'keys', text: `${text}\n` }] };
  const whole = state.pending === '' ? text : `${state.pending}\n${text}`;
  if (view.isIncomplete(whole)) {
    return { state: { ...empty, pending: whole }, effects: [] };
  }
  if (whole.trim() === '') return { state: { ...empty, pending: '' }, effects: [{ type: 'echo', text: '' }] };
  return { state: { ...empty, pending: '' }, effects: [{ type: 'run', text: whole }] };
}

function interrupt(state: ShellState, view: ShellView): { state: ShellState; effects: ShellEffect[] } {
  if (view.running) return { state, effects: [{ type: 'interrupt' }] };
  const typed = [state.pending, state.input.text].filter(Boolean).join('\n');
  return { state: NEW_SHELL, effects: [{ type: 'echo', text: `${typed}^C` }] };
}

function recall(state: ShellState, { history, running }: ShellView, by: 1 | -1) {
  const historyIndex = Math.min(Math.max(0, state.historyIndex + by), history.length);
  if (running || historyIndex === state.historyIndex) return { state, effects: [] };
  const input = historyIndex === 0 ? EMPTY_INPUT : inputOf(history[history.length - historyIndex]!);
  return { state: { ...state, historyIndex, input }, effects: [] };
}
