import type { LoadedPicture } from '../pictures.ts';
import { itermPicture } from './iterm.ts';
import { KITTY_CLEAR, kittyPicture } from './kitty.ts';
import { sixelPicture } from './sixel.ts';

/** A size in terminal cells. */
export interface Cells {
  width: number;
  height: number;
}

export type Protocol = 'kitty' | 'iterm' | 'sixel';

/** What the terminal writes and answers, as far as pictures go. */
export interface GraphicsTerminal {
  write(text: string): void;
  /** Writes a question and gives what the terminal answered until it had enough; what came by then after the limit. */
  ask(question: string, isEnough: (answer: string) => boolean): Promise<string>;
}

/** A one-pixel picture that kitty's protocol answers to, then the question every terminal answers: what are you? */
const QUESTION = '\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[c';
const ATTRIBUTES = /\x1b\[\?([\d;]*)c/;
const SIXEL = '4';

const DRAW: Readonly<Record<Protocol, (picture: LoadedPicture, cells: Cells) => string>> = {
  kitty: kittyPicture,
  iterm: itermPicture,
  sixel: sixelPicture,
};

/** Draws real pixels where the terminal says that it can; asked once, when the first picture is enlarged. */
export class Graphics {
  readonly #terminal: GraphicsTerminal;
  readonly #env: Readonly<Record<string, string | undefined>>;
  #protocol: Promise<Protocol | undefined> | undefined;
  #drawn = false;

  constructor(terminal: GraphicsTerminal, env: Readonly<Record<string, string | undefined>>) {
    this.#terminal = terminal;
    this.#env = env;
  }

  get protocol(): Promise<Protocol | undefined> {
    this.#protocol ??= this.#ask();
    return this.#protocol;
  }

  /** Over `cells` from the given corner (0-based); the cursor is left where it was. */
  async draw(picture: LoadedPicture, cells: Cells, row: number, column: number): Promise<void> {
    const protocol = await this.protocol;
    if (!protocol) return;
    this.clear();
    this.#drawn = true;
    this.#terminal.write(`\x1b7\x1b[${row + 1};${column + 1}H${DRAW[protocol](picture, cells)}\x1b8`);
  }

  /** kitty keeps pictures above the text; with the others the text that comes wipes them out. */
  clear(): void {
    if (!this.#drawn) return;
    this.#drawn = false;
    void this.protocol.then((protocol) => protocol === 'kitty' && this.#terminal.write(KITTY_CLEAR));
  }

  async #ask(): Promise<Protocol | undefined> {
    // A multiplexer answers for itself and hands nothing of this on.
    const multiplexed = Boolean(this.#env['TMUX'] || this.#env['STY']);
    if (!multiplexed && this.#env['TERM_PROGRAM'] === 'iTerm.app') return 'iterm';
    const answer = await this.#terminal.ask(QUESTION, (text) => ATTRIBUTES.test(text));
    if (answer.includes('\x1b_Gi=31;OK')) return 'kitty';
    return ATTRIBUTES.exec(answer)?.[1]?.split(';').includes(SIXEL) ? 'sixel' : undefined;
  }
}
