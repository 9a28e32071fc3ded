import { BACKGROUND_QUESTION, isBackgroundAnswered, type Palette, themeOfBackground } from '../theme/index.ts';
import type { Screen, ScreenOptions } from './screen.tsx';
import { firstFrame } from './terminal/first-frame.ts';
import { Terminal } from './terminal/terminal.ts';

export type { Screen };

/** Real milliseconds the terminal has to tell its background; meanwhile the rest is loaded. */
const BACKGROUND_WAIT = 200;

/** Draws the first frame at once, then loads what the screen is made of. */
export async function openScreen(options: ScreenOptions): Promise<Screen> {
  const terminal = new Terminal(options);
  const { columns, rows } = terminal.size;
  terminal.stdout.write(firstFrame(columns, rows, options.title));
  terminal.onKey(({ name }) => name === 'ctrl-c' && options.onInterrupt());
  const palette = askPalette(terminal, options);
  const { Screen } = await import('./screen.tsx');
  return new Screen(terminal, palette, options);
}

async function askPalette(terminal: Terminal, { palette, paletteOn }: ScreenOptions): Promise<Palette | undefined> {
  if (!palette || !paletteOn) return palette;
  const answer = await terminal.ask(BACKGROUND_QUESTION, isBackgroundAnswered, BACKGROUND_WAIT);
  return paletteOn(themeOfBackground(answer));
}
