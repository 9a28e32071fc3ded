import type { Screen, ScreenOptions } from './screen.tsx';
import { firstFrame } from './terminal/first-frame.ts';
import { Terminal } from './terminal/terminal.ts';

export type { Screen };

/** Draws the first frame at once, then loads what the screen is made of. */
export async function openScreen(options: ScreenOptions): Promise<Screen> {
  const terminal = new Terminal(options);
  const { columns, rows } = terminal.size;
  terminal.stdout.write(firstFrame(columns, rows, options.title));
  terminal.onKey(({ name }) => name === 'ctrl-c' && options.onInterrupt());
  const { Screen } = await import('./screen.tsx');
  return new Screen(terminal, options);
}
