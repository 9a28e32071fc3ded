import { enlargedCells } from '../pictures/picture-screen.ts';
import type { Pictures } from '../pictures/pictures.ts';
import type { Graphics } from '../pictures/protocols/graphics.ts';
import type { Store } from '../store.ts';
import { geometryOf } from './geometry.ts';
import type { LabModel } from './lab-screen.tsx';
import { zoomLines } from './zoom.ts';

export interface DrawOverOptions {
  store: Store<LabModel>;
  graphics: Graphics;
  /** A picture of the current text, once it is read and where there are colours to draw it with. */
  picture(target: string): ReturnType<Pictures['loaded']>;
  /** Writes to the terminal past what draws the screen. */
  write(text: string): void;
}

/** Real milliseconds until what was drawn last is on the screen for sure. */
const DRAWN_AFTER = 60;

/** What Ink cannot say to a terminal is written over its frames, cell for cell what they show. */
export class DrawOver {
  readonly #options: DrawOverOptions;
  #zoomed: NodeJS.Timeout | undefined;

  constructor(options: DrawOverOptions) {
    this.#options = options;
  }

  stop(): void {
    clearTimeout(this.#zoomed);
  }

  /** Real pixels over the half-blocks, which are drawn first and stay where the terminal has none. */
  async showPicture(target: string): Promise<void> {
    const { store, graphics, picture } = this.#options;
    const loaded = picture(target);
    if (!loaded) return;
    const { columns, rows } = store.get().ui;
    await graphics.protocol;
    await new Promise((resolve) => setTimeout(resolve, DRAWN_AFTER));
    const { ui } = store.get();
    if (ui.overlay?.kind !== 'picture' || ui.columns !== columns || ui.rows !== rows) return;
    await graphics.draw(loaded, enlargedCells(loaded, columns, rows), 0, 0);
  }

  /** Lines of a block alone on the screen are written again in one piece each: marked with the mouse they stay whole. */
  joinZoomedLines(): void {
    clearTimeout(this.#zoomed);
    const { store, write } = this.#options;
    const { overlay } = store.get().ui;
    if (overlay?.kind !== 'zoom') return;
    this.#zoomed = setTimeout(() => {
      const { ui, view } = store.get();
      if (ui.overlay === overlay && !geometryOf(ui).tooSmall) write(zoomLines(ui, overlay, view));
    }, DRAWN_AFTER);
  }
}
