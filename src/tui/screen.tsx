import type { ReactNode } from 'react';
import { loadRenderer } from '../markdown/index.ts';
import type { Lab, Session } from '../runner/index.ts';
import { colorDepth, type Palette, type Theme } from '../theme/index.ts';
import type { InkRoot } from './ink-root.tsx';
import type { PickerOutcome, PickerTrack } from './picker/picker-state.ts';
import { Graphics } from './pictures/protocols/graphics.ts';
import { Consoles } from './shell/consoles.ts';
import { createStore } from './store.ts';
import type { KeyPress } from './terminal/key-press.ts';
import type { Terminal, TerminalStreams } from './terminal/terminal.ts';
import { stylesFor } from './text/styles.ts';

export interface ScreenOptions extends TerminalStreams {
  /** The colours of its words; undefined: none. */
  palette: Palette | undefined;
  /** Those for a background, where nobody has said yet what it is: then the terminal is asked. */
  paletteOn?(theme: Theme): Palette | undefined;
  /** Reduced motion: times in whole minutes. */
  coarse: boolean;
  /** For what it says of the terminal. */
  env: Readonly<Record<string, string | undefined>>;
  /** For the first frame. */
  title: string;
  /** Ctrl-C before there is anything to type into. */
  onInterrupt(): void;
}

export interface PlayOptions {
  lab: Lab;
  session: Session;
  speed: number | 'max';
  firstRun: boolean;
  notice: string;
  /** A file of the track that is no text; undefined when it is not there. */
  readFile(path: string): Uint8Array | undefined;
}

/** The full screen, from its first frame until `close`. Ink is loaded while the lab is being opened. */
export class Screen {
  /** Give the sandbox's output and the session's lines to it. */
  readonly consoles = new Consoles();
  readonly #options: ScreenOptions;
  readonly #terminal: Terminal;
  readonly #palette: Promise<Palette | undefined>;
  #root: InkRoot | undefined;

  constructor(terminal: Terminal, palette: Promise<Palette | undefined>, options: ScreenOptions) {
    this.#options = options;
    this.#palette = palette;
    this.#terminal = terminal;
  }

  /** Lets the learner choose a track; an exit code when they leave instead. */
  async pick(offered: readonly PickerTrack[]): Promise<PickerOutcome> {
    const [{ PickerScreen }, { byProgress, initialPicker, updatePicker }] = await Promise.all([
      import('./picker/picker-screen.tsx'),
      import('./picker/picker-state.ts'),
    ]);
    const { columns, rows } = this.#terminal.size;
    const tracks = byProgress(offered);
    const store = createStore(initialPicker(columns, rows));
    const stopResizing = this.#terminal.onResize(() => store.set({ ...store.get(), ...this.#terminal.size }));
    const styles = stylesFor(await this.#palette);
    const root = await this.#show(<PickerScreen store={store} tracks={tracks} styles={styles} />);
    const chosen = new Promise<PickerOutcome>((resolve) => {
      this.#terminal.onKey((key) => {
        const { state, outcome } = updatePicker(store.get(), key, tracks);
        store.set(state);
        if (!outcome) return;
        if ('chosen' in outcome) store.set({ ...state, opening: true });
        resolve(outcome);
      });
    });
    try {
      return await Promise.race([chosen, root.broken]);
    } finally {
      stopResizing();
      this.#ignoreKeys();
    }
  }

  /** Plays a lab until the learner leaves; resolves with the exit code. */
  async play({ readFile, ...play }: PlayOptions): Promise<number> {
    const [{ LabDriver }, { LabScreen }, render] = await Promise.all([
      import('./lab/lab-driver.ts'),
      import('./lab/lab-screen.tsx'),
      loadRenderer(),
    ]);
    const { coarse, env } = this.#options;
    const palette = await this.#palette;
    const driver = new LabDriver({
      ...play,
      render,
      palette,
      coarse,
      ...this.#terminal.size,
      consoles: this.consoles,
      copy: (text) => this.#copy(text),
      write: (text) => void this.#terminal.stdout.write(text),
      pictures: { read: readFile, depth: palette ? colorDepth(env) : 'none' },
      graphics: new Graphics(
        { write: (text) => this.#terminal.stdout.write(text), ask: (...question) => this.#terminal.ask(...question) },
        env,
      ),
    });
    const stopResizing = this.#terminal.onResize(() => {
      const { columns, rows } = this.#terminal.size;
      driver.resize(columns, rows);
    });
    try {
      driver.start();
      const root = await this.#show(<LabScreen store={driver.store} styles={stylesFor(palette)} />);
      this.#terminal.onKey((key: KeyPress) => driver.key(key));
      return await Promise.race([driver.done, root.broken]);
    } finally {
      stopResizing();
      driver.stop();
    }
  }

  /** Brings the normal screen back. */
  async close(): Promise<void> {
    await this.#root?.close();
    this.#terminal.restore();
  }

  /** The same at once, for signals and crashes. */
  closeNow(): void {
    void this.#root?.close();
    this.#terminal.restore();
  }

  /** What is typed at a screen that shows nothing yet is meant for nothing. */
  #ignoreKeys(): void {
    this.#terminal.onKey(({ name }) => name === 'ctrl-c' && this.#options.onInterrupt());
  }

  async #show(node: ReactNode): Promise<InkRoot> {
    if (this.#root) {
      this.#root.show(node);
      return this.#root;
    }
    const { startInk } = await import('./ink-root.tsx');
    this.#root = startInk(this.#terminal.stdout, node);
    return this.#root;
  }

  /** OSC 52: the terminal puts it into the clipboard, over SSH too. */
  #copy(text: string): void {
    this.#terminal.stdout.write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`);
  }
}
