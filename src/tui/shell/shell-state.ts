import type { KeyPress } from '../terminal/key-press.ts';
import { EMPTY_LINE, edit, endSearch, type LineState, lineOf, replaceBefore } from './line-editor.ts';
import { layOutPage } from './paged-text.ts';
import { openPager, type Pager, updatePager } from './pager.ts';
import type { Scrollback } from './scrollback.ts';
import { openEditor, type TextEditor, updateEditor } from './text-editor.ts';

/** What the learner is doing in one shell pane. */
export interface ShellState {
  /** The command being typed, or the line for the program that runs. */
  readonly line: LineState;
  /** Lines typed to programs, oldest first: a shell in a pod has its own history. */
  readonly answers: readonly string[];
  /** Rows scrolled up from the end. */
  readonly back: number;
  /** What could stand where Tab was pressed, while it is listed. */
  readonly choices: readonly string[];
  /** Tab was the last key, and could not decide. */
  readonly undecided: boolean;
  /** The file that is being edited, once a key was pressed in it. */
  readonly editor?: TextEditor;
  /** The text that is being paged, once a key was pressed in it. */
  readonly pager?: Pager;
}

/** What may stand where the cursor is; see `src/complete`. */
interface ShellCompletion {
  /** Where in the text the word begins that is completed. */
  readonly from: number;
  /** What each candidate makes of the text from there to the cursor. */
  readonly candidates: readonly { readonly text: string; readonly label: string }[];
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
  /** What an unfinished command waits for, in words. */
  whatIsOpen?(text: string): string | undefined;
  complete?(text: string, cursor: number): ShellCompletion;
  /** A shell inside the terminal's own, as that in a pod, shows its prompt. */
  readonly atInnerPrompt?: boolean;
  /** The learner's own command a line is, though it is typed into a shell inside the pane's own. */
  ownCommand?(line: string): string | undefined;
  /** The text of a file on the machine. */
  read?(path: string): string | undefined;
}

export type ShellEffect =
  | { type: 'run'; text: string }
  /** Keystrokes for the running command. */
  | { type: 'keys'; text: string }
  | { type: 'end-of-input' }
  | { type: 'interrupt' }
  /** Shows a line as typed, without running it. */
  | { type: 'echo'; text: string }
  /** The command being typed is another one now: it is worth keeping. */
  | { type: 'draft'; text: string }
  | { type: 'clear' };

interface ShellUpdate {
  state: ShellState;
  effects: ShellEffect[];
}

export const NEW_SHELL: ShellState = { line: EMPTY_LINE, answers: [], back: 0, choices: [], undecided: false };

/** Lines typed to programs that are kept. */
const ANSWERS = 200;

/** A shell pane in which `draft` was being typed. */
export function shellWith(draft: string): ShellState {
  return { ...NEW_SHELL, line: lineOf(draft) };
}

/** A key typed into the shell pane. */
export function updateShell(before: ShellState, key: KeyPress, view: ShellView, page: number, width = 80): ShellUpdate {
  const only = (change: Partial<ShellState>) => ({ state: { ...before, ...change }, effects: [] });
  const editor = editorOf(before, view);
  if (editor && key.name !== 'ctrl-c') return editFile(before, editor, key, page);
  const pager = pagerOf(before, view, width, page);
  if (pager && key.name !== 'ctrl-c') return turnPage(before, pager, key, width, page);
  if (key.name === 'shift-pageup' || key.name === 'pageup')
    return only({ back: Math.min(before.back + page, view.scrollback.length) });
  if (key.name === 'shift-pagedown' || key.name === 'pagedown') return only({ back: Math.max(0, before.back - page) });
  if (key.name === 'tab') return complete({ ...before, back: 0 }, view);
  const state = { ...before, back: 0, choices: [], undecided: false };
  if (key.name === 'ctrl-c') return interrupt(state, view);
  if (key.name === 'ctrl-l') return { state, effects: [{ type: 'clear' }] };
  if (key.name === 'enter' || key.name === 'ctrl-j') return enter({ ...state, line: endSearch(state.line) }, view);
  if (key.name === 'ctrl-d' && state.line.text === '')
    return { state, effects: view.running ? [{ type: 'end-of-input' }] : [] };
  return typed(state, edit(state.line, key, view.running ? state.answers : view.history), view);
}

/** The file the running program has asked to have edited. */
export function editorOf(state: ShellState, view: ShellView): TextEditor | undefined {
  const path = view.scrollback.wanted;
  if (path === undefined || !view.running || !view.wantsInput) return undefined;
  return state.editor?.path === path ? state.editor : openEditor(path, view.read?.(path) ?? '');
}

/** The text the running program has asked to have paged. */
export function pagerOf(state: ShellState, view: ShellView, width: number, height: number): Pager | undefined {
  const text = view.scrollback.paged;
  if (!text || !view.running || !view.wantsInput) return undefined;
  return state.pager?.text === text ? state.pager : openPager(text, layOutPage(text, width), height);
}

function turnPage(state: ShellState, pager: Pager, key: KeyPress, width: number, height: number): ShellUpdate {
  const { pager: _, ...shell } = state;
  const next = updatePager(pager, key, layOutPage(pager.text, width), height);
  return next
    ? { state: { ...shell, pager: next }, effects: [] }
    : { state: shell, effects: [{ type: 'keys', text: '\n' }] };
}

function editFile(state: ShellState, editor: TextEditor, key: KeyPress, page: number): ShellUpdate {
  const { editor: _, ...shell } = state;
  if (key.name === 'ctrl-s')
    return { state: shell, effects: [{ type: 'keys', text: `${JSON.stringify(editor.line.text)}\n` }] };
  if (key.name === 'escape' || key.name === 'ctrl-x') return { state: shell, effects: [{ type: 'keys', text: '\n' }] };
  return { state: { ...state, editor: updateEditor(editor, key, page) }, effects: [] };
}

function typed(state: ShellState, line: LineState | undefined, view: ShellView): ShellUpdate {
  if (!line) return { state, effects: [] };
  const draft = line.text !== state.line.text && keepsDraft(view);
  return { state: { ...state, line }, effects: draft ? [{ type: 'draft', text: line.text }] : [] };
}

/** What is typed at a prompt is worth keeping, also at that of a shell in a pod; what a program asks for may be a password. */
function keepsDraft({ running, atInnerPrompt = false }: ShellView): boolean {
  return !running || atInnerPrompt;
}

function enter(state: ShellState, view: ShellView): ShellUpdate {
  const { line } = state;
  const { text } = line;
  const empty = { ...state, line: lineOf('', line) };
  if (view.running) {
    const answers = text.trim() === '' ? state.answers : [...state.answers, text].slice(-ANSWERS);
    return { state: { ...empty, answers }, effects: [{ type: 'keys', text: `${text}\n` }] };
  }
  if (text.trim() === '') return { state: empty, effects: [{ type: 'echo', text: '' }] };
  if (view.isIncomplete(text)) {
    const end = { ...line, cursor: text.length };
    return typed(state, edit(end, { name: 'paste', text: '\n' }, []), view);
  }
  return { state: empty, effects: [{ type: 'run', text }] };
}

function interrupt(state: ShellState, view: ShellView): ShellUpdate {
  const empty = { ...state, line: lineOf('', state.line) };
  if (view.running) {
    const forgotten: ShellEffect[] = state.line.text !== '' && keepsDraft(view) ? [{ type: 'draft', text: '' }] : [];
    return { state: empty, effects: [{ type: 'interrupt' }, ...forgotten] };
  }
  const { text } = endSearch(state.line);
  const effects: ShellEffect[] = [{ type: 'echo', text: `${text}^C` }];
  return { state: empty, effects: text === '' ? effects : [...effects, { type: 'draft', text: '' }] };
}

/** The one that fits, else as much as all have in common; a second Tab lists them. */
function complete(before: ShellState, view: ShellView): ShellUpdate {
  const state = { ...before, line: endSearch(before.line) };
  const { text, cursor } = state.line;
  const { from, candidates } = view.complete?.(text, cursor) ?? { from: cursor, candidates: [] };
  if (candidates.length === 0) return { state: { ...state, choices: [], undecided: false }, effects: [] };
  const common = candidates.map((candidate) => candidate.text).reduce(commonStart);
  const decided = candidates.length === 1 || common.length > cursor - from;
  const choices = !decided && state.undecided ? candidates.map(({ label }) => label) : [];
  const settled = { ...state, choices, undecided: candidates.length > 1 };
  return decided ? typed(settled, replaceBefore(state.line, from, common), view) : { state: settled, effects: [] };
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}
