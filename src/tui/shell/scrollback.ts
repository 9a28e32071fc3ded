import { expandTabs, printable } from '../../markdown/index.ts';
import { hardWrap } from '../text/cells.ts';

const KEPT = 10_000;
/** Colours stay, everything else that steers a terminal goes. */
const SGR = /(\x1b\[[\d;]*m)/;
const STEERING = /\x1b(?:\[[\d;?<>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;
const CLEARS = /\x1b\[[23]J|\x1bc/;

/** What a terminal has shown: lines, oldest first. Understands line feeds, carriage returns, colours and clearing. */
export class Scrollback {
  #lines: string[] = [];
  #open = '';
  /** A carriage return came: the next character writes over the line. */
  #returned = false;
  /** Grows with every change. */
  version = 0;

  append(text: string): void {
    this.version += 1;
    const cleared = text.split(CLEARS);
    if (cleared.length > 1) {
      this.#lines = [];
      this.#open = '';
    }
    const pieces = cleared.at(-1)!.split('\n');
    pieces.forEach((piece, index) => {
      this.#write(piece);
      if (index < pieces.length - 1) this.#feed();
    });
  }

  /** The unfinished last line: where typing happens. */
  get open(): string {
    return this.#open;
  }

  get length(): number {
    return this.#lines.length;
  }

  /**
   * The last `count` rows at `width`, `back` rows up from the end; `tail` stands after the unfinished line, and below it.
   * Only what is shown is wrapped, however long the scrollback is.
   */
  rows(width: number, count: number, back: number, tail: readonly string[] = []): string[] {
    const [first = '', ...below] = tail;
    const rows = [this.#open + first, ...below].flatMap((line) => hardWrap(line, width));
    for (let index = this.#lines.length - 1; index >= 0 && rows.length < count + back; index -= 1) {
      rows.unshift(...hardWrap(this.#lines[index]!, width));
    }
    const end = Math.max(rows.length - back, Math.min(count, rows.length));
    return rows.slice(Math.max(0, end - count), end);
  }

  clear(): void {
    this.append('\x1b[2J');
  }

  #write(piece: string): void {
    const parts = piece.split('\r');
    parts.forEach((part, index) => {
      if (index > 0) this.#returned = true;
      if (part === '') return;
      this.#open = this.#returned ? overwritten(this.#open, visible(part)) : this.#open + visible(part);
      this.#returned = false;
    });
  }

  #feed(): void {
    this.#lines.push(this.#open);
    this.#open = '';
    this.#returned = false;
    if (this.#lines.length > KEPT + 1_000) this.#lines = this.#lines.slice(-KEPT);
  }
}

function visible(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .split(SGR)
    .map((part) =>
      part.startsWith('\x1b[') && SGR.test(part) ? part : expandTabs(printable(part.replace(STEERING, ''))),
    )
    .join('');
}

function overwritten(old: string, text: string): string {
  return /\x1b/.test(old + text) ? text : text + old.slice(text.length);
}
