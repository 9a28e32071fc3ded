import { cellsOf, expandTabs, printable, textOf } from '../../markdown/index.ts';
import { hardWrap } from '../text/cells.ts';
import { type PagedText, readPagedText } from './paged-text.ts';

/** Lines kept; a few more may be there until they are cut off together. */
const KEPT = 10_000;
const SLACK = 1_000;

const PLAIN = /^[ -~]*$/;
const SGR = /^\x1b\[[\d;]*m$/;
/** Colours, what moves the cursor or erases, and other steering. */
const ESCAPES = /(\x1b(?:\[[\d;?<>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])|[\r\b])/;
/** A program asks the screen to edit a file: see the editor of the shell's tools. */
const EDIT = /\x1b\]7777;edit;([^\x07\x1b]*)\x07/;
/** A program asks the screen to show a text page by page: see `less` of the shell's tools. */
const PAGE = /\x1b\]7777;page;([^\x07\x1b]*)\x07/;
/** A sequence whose end has not come yet. */
const CUT_OFF = /\x1b(?:\[[\d;?<>]*[ -/]*|\][^\x07\x1b]*\x1b?|[ -/]*)?$/;
const CLEARS = /\x1b\[[23]J|\x1bc/;
const ERASES_LINE = /^\x1b\[[02]?K$/;

/**
 * What a terminal has shown: lines, oldest first. Understands line feeds, carriage returns, backspaces, colours (unless
 * told to drop them), erasing a line and clearing all; other steering is left out.
 */
export class Scrollback {
  readonly #colors: boolean;
  #lines: string[] = [];
  #open = '';
  /** Where the next character of the open line goes, in characters; undefined: behind it. */
  #column: number | undefined;
  /** The beginning of an escape sequence at the end of the last piece. */
  #begun = '';
  /** The file a program last asked to have edited. */
  wanted: string | undefined;
  /** The text a program last asked to have paged. */
  paged: PagedText | undefined;
  /** Grows with every change. */
  version = 0;

  constructor(options: { colors?: boolean } = {}) {
    this.#colors = options.colors ?? true;
  }

  append(text: string): void {
    this.version += 1;
    let piece = this.#begun + text;
    this.#begun = CUT_OFF.exec(piece)?.[0] ?? '';
    if (this.#begun !== '') piece = piece.slice(0, -this.#begun.length);
    this.wanted = EDIT.exec(piece)?.[1] ?? this.wanted;
    const page = PAGE.exec(piece)?.[1];
    if (page !== undefined) this.paged = readPagedText(page);
    const cleared = piece.split(CLEARS);
    if (cleared.length > 1) this.#forget();
    const lines = cleared.at(-1)!.split('\n');
    lines.forEach((line, index) => {
      this.#write(line);
      if (index < lines.length - 1) this.#feed();
    });
  }

  /** A program has asked for something only a screen can do, and waits for the answer. */
  get asks(): boolean {
    return this.wanted !== undefined || this.paged !== undefined;
  }

  /** The program has its answer, or is gone. */
  answered(): void {
    this.wanted = undefined;
    this.paged = undefined;
  }

  /** The unfinished last line: where typing happens. */
  get open(): string {
    return this.#open;
  }

  get length(): number {
    return this.#lines.length;
  }

  /** Lines as they were printed, the unfinished one last. */
  get lines(): readonly string[] {
    return [...this.#lines, this.#open];
  }

  /**
   * The last `count` rows at `width`, `back` rows up from the end. `typing` are the rows, at most `width` wide, that
   * stand in place of the unfinished line. Only what is shown is wrapped, however long the scrollback is.
   */
  rows(width: number, count: number, back: number, typing: readonly string[] = hardWrap(this.#open, width)): string[] {
    const rows = [...typing].reverse();
    for (let index = this.#lines.length - 1; index >= 0 && rows.length < count + back; index -= 1) {
      rows.push(...hardWrap(this.#lines[index]!, width).reverse());
    }
    rows.reverse();
    const end = Math.max(rows.length - back, Math.min(count, rows.length));
    return rows.slice(Math.max(0, end - count), end);
  }

  clear(): void {
    this.append('\x1b[2J');
  }

  #forget(): void {
    this.#lines = [];
    this.#open = '';
    this.#column = undefined;
  }

  #write(line: string): void {
    if (line === '') return;
    if (PLAIN.test(line) && this.#column === undefined) {
      this.#open += line;
      return;
    }
    for (const part of line.split(ESCAPES)) {
      if (part === '\r') this.#column = 0;
      else if (part === '\b') this.#column = Math.max(0, (this.#column ?? cellsOf(this.#open).length) - 1);
      else if (ERASES_LINE.test(part)) this.#open = this.#keptOpen();
      else if (SGR.test(part)) this.#open += this.#colors && this.#column === undefined ? part : '';
      else if (part !== '' && !part.startsWith('\x1b')) this.#put(expandTabs(printable(part)));
    }
  }

  #put(text: string): void {
    if (this.#column === undefined) {
      this.#open += text;
      return;
    }
    const cells = cellsOf(this.#open);
    const fresh = cellsOf(text);
    const end = this.#column + fresh.length;
    this.#open = textOf([...cells.slice(0, this.#column), ...fresh, ...cells.slice(end)]);
    this.#column = end >= cells.length ? undefined : end;
  }

  #keptOpen(): string {
    return this.#column === undefined ? this.#open : textOf(cellsOf(this.#open).slice(0, this.#column));
  }

  #feed(): void {
    this.#lines.push(this.#open);
    this.#open = '';
    this.#column = undefined;
    if (this.#lines.length >= KEPT + SLACK) this.#lines = this.#lines.slice(-KEPT);
  }
}
