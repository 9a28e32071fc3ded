/** Escape sequences that are whole: colours may pass, the rest steers terminals and is left out. */
const SEQUENCE =
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-OQ-WYZ`-~\\])/g;
const COLOUR = /^\x1b\[[\d;:]*m$/;
const BEGUN = /\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)?$/;
/** Control characters other than tab, line feed, carriage return, backspace and the escape itself. */
const CONTROLS = /[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f]/g;
/** A sequence longer than this is none. */
const LONGEST = 4_096;

/**
 * Makes a program's output safe to show: colours stay, everything else that steers a terminal (titles, clipboard,
 * cursor, replies) is left out, also when it comes in pieces. Marks of ours (OSC `firedrill;TOKEN;NUMBER`) are taken out
 * and reported.
 */
export class OutputFilter {
  readonly #mark: RegExp;
  readonly #onMark: (number: number) => void;
  #begun = '';

  constructor(token: string, onMark: (number: number) => void) {
    this.#mark = new RegExp(`^\\x1b\\]firedrill;${token};(\\d+)\\x07$`);
    this.#onMark = onMark;
  }

  pass(piece: string): string {
    const text = this.#begun + piece;
    this.#begun = BEGUN.exec(text)?.[0] ?? '';
    const whole = this.#begun === '' ? text : text.slice(0, -this.#begun.length);
    if (this.#begun.length > LONGEST) this.#begun = '';
    return whole
      .replace(SEQUENCE, (sequence) => {
        const mark = this.#mark.exec(sequence);
        if (mark) this.#onMark(Number(mark[1]));
        return COLOUR.test(sequence) ? sequence : '';
      })
      .replace(/\x1b(?!\[[\d;:]*m)/g, '')
      .replace(CONTROLS, '');
  }
}
