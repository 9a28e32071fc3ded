import type { AlertsView, CheckResult, LabStep, SessionState } from '../../runner/index.ts';
import type { LaidOut, PlaceLink } from '../assignment/lay-out.ts';
import type { FileView } from '../files/file-state.ts';
import type { ShellEffect, ShellState, ShellView } from '../shell/index.ts';
import type { TextInput } from '../text/text-input.ts';

/** A tab on the right, as the track declares it. */
export type LabTab = { title: string } & (
  | { kind: 'shell'; terminal: string }
  | { kind: 'alerts' }
  | { kind: 'file'; host: string; path: string }
  | { kind: 'message'; lines: readonly string[] }
);

export type Overlay =
  | { kind: 'welcome' }
  | { kind: 'help'; scroll: number }
  | { kind: 'check' }
  | { kind: 'hint'; number: number }
  | { kind: 'edit'; block: number; input: TextInput }
  | {
      kind: 'placeholders';
      block: number;
      text: string;
      names: readonly string[];
      values: readonly string[];
      input: TextInput;
    }
  | { kind: 'solve' }
  | { kind: 'reset' }
  | { kind: 'notes'; page: number }
  | { kind: 'quit' }
  | { kind: 'quiz'; chosen: readonly number[] }
  | { kind: 'links'; links: readonly PlaceLink[] }
  | { kind: 'picture'; target: string; text: string }
  | { kind: 'zoom'; block: number; scroll: number };

/** Where one looks in the Calico Cloud tab. */
export interface AlertsState {
  section: 0 | 1 | 2;
  row: number;
  open: boolean;
  scroll: number;
}

/** A tab of the `code` type: a list of files, one of them open, perhaps being edited. */
export interface FileState {
  row: number;
  scroll: number;
  edit?: TextInput;
}

/** What the learner is looking at and typing; everything the keys change at once. */
export interface UiState {
  columns: number;
  rows: number;
  /** Where keys go. */
  focus: 'text' | 'tab';
  /** Which of the two is on the screen when there is room for one. */
  showing: 'text' | 'tab';
  tab: number;
  scroll: number;
  /** Number of the marked block. */
  selected: number | undefined;
  /** Indices of opened folds. */
  openFolds: readonly number[];
  overlay: Overlay | undefined;
  /** Ctrl-G was pressed: the next key is a key of the text. */
  prefix: boolean;
  /** Digits of a block number typed so far. */
  digits: string;
  notice: string;
  /** The notes of the challenge come after the welcome. */
  notesNext: boolean;
  shells: Readonly<Record<string, ShellState>>;
  alerts: AlertsState;
  files: Readonly<Record<number, FileState>>;
}

/** A check on its way or just answered. */
export interface CheckView {
  running: boolean;
  result?: CheckResult;
  /** Simulated milliseconds until the next look; while it waits. */
  remaining?: number;
}

/** What the session and its world look like; the driver fills it in, keys only read it. */
export interface LabView {
  title: string;
  current: LabStep | undefined;
  steps: number;
  session: SessionState;
  layout: LaidOut;
  tabs: readonly LabTab[];
  shells: Readonly<Record<string, ShellView>>;
  /** The one blocks run in. */
  terminal: string;
  hints: readonly string[];
  /** Lines of the hint on the screen. */
  hint: readonly string[];
  check: CheckView | undefined;
  /** Nothing but time has been awaited for three seconds. */
  canHurry: boolean;
  /** Time is being let run. */
  hurrying: boolean;
  /** The current step may be left for the next: passed, solved, or without a check. */
  mayGoOn: boolean;
  hasCheck: boolean;
  /** The set-up of the current challenge is running. */
  settingUp: boolean;
  /** Its notes, a page of lines each. */
  notes: readonly (readonly string[])[];
  /** What undo would take back, in the learner's words. */
  undoable: string | undefined;
  /** False on a real cluster: nothing done there can be taken back. */
  canRewind: boolean;
  quiz: { answers: readonly string[] } | undefined;
  alerts: AlertsView;
  files: Readonly<Record<number, FileView>>;
  /** Rows of the enlarged picture, when one is on the screen. */
  picture: readonly string[];
  /** Simulated milliseconds. */
  now: number;
  /** Seconds. */
  estimate: number;
  speed: number | 'max';
  /** Reduced motion: times in whole minutes. */
  coarse: boolean;
  target: string;
}

/** What a key asks the driver to do. */
export type LabEffect =
  | { type: 'run-block'; block: number; text?: string }
  | { type: 'shell'; terminal: string; effect: ShellEffect }
  | { type: 'check' }
  | { type: 'stop-check' }
  | { type: 'next' }
  | { type: 'hint' }
  | { type: 'solve' }
  | { type: 'skip' }
  | { type: 'undo' }
  | { type: 'reset' }
  | { type: 'answer'; chosen: readonly number[] }
  | { type: 'hurry' }
  | { type: 'copy'; block: number }
  | { type: 'show-picture'; target: string }
  | { type: 'hide-picture' }
  | { type: 'switch-detector'; row: number }
  | { type: 'open-file'; tab: number; row: number }
  | { type: 'save-file'; tab: number; text: string }
  | { type: 'quit'; code: number };

export const WIDE = 100;
export const NARROWEST = 60;
export const SHORTEST = 16;

export function initialUi(columns: number, rows: number): UiState {
  return {
    columns,
    rows,
    focus: 'text',
    showing: 'text',
    tab: 0,
    scroll: 0,
    selected: undefined,
    openFolds: [],
    overlay: undefined,
    prefix: false,
    digits: '',
    notice: '',
    notesNext: false,
    shells: {},
    alerts: { section: 0, row: 0, open: false, scroll: 0 },
    files: {},
  };
}
