import { screenTexts as texts } from '../../texts/index.ts';
import { Scrollback } from './scrollback.ts';

/** A long command is shown by its first lines; the text beside it has it all. */
const SHOWN_LINES = 4;

/** What each of the learner's terminals has shown; filled by the sandbox's output, read by the panes. */
export class Consoles {
  readonly #scrollbacks = new Map<string, Scrollback>();
  readonly #listeners = new Set<() => void>();

  of(terminal: string): Scrollback {
    let scrollback = this.#scrollbacks.get(terminal);
    if (!scrollback) this.#scrollbacks.set(terminal, (scrollback = new Scrollback()));
    return scrollback;
  }

  append(terminal: string, text: string): void {
    this.of(terminal).append(text);
    for (const listener of this.#listeners) listener();
  }

  /** Keys for the running program, shown as typed; not so when they answer its wish to have a file edited or a text paged. */
  keys(terminal: string, text: string): void {
    const scrollback = this.of(terminal);
    const shown = !scrollback.asks;
    scrollback.answered();
    this.append(terminal, shown ? text : '');
  }

  interrupted(terminal: string): void {
    this.of(terminal).answered();
    this.append(terminal, '^C\n');
  }

  /** A line as it was typed behind its prompt. */
  typed(terminal: string, prompt: string, text: string): void {
    this.of(terminal).answered();
    const [first = '', ...lines] = text.split('\n');
    const left = lines.length - SHOWN_LINES;
    const rest = left > 1 ? [...lines.slice(0, SHOWN_LINES), texts.moreLines(left)] : lines;
    const fresh = this.of(terminal).open === '' ? '' : '\n';
    this.append(terminal, `${fresh}${[`${prompt}${first}`, ...rest.map((line) => `> ${line}`)].join('\n')}\n`);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
