import { render } from 'ink';
import type { ReactNode } from 'react';

/** What a screen is drawn with once Ink is there. */
export interface InkRoot {
  show(node: ReactNode): void;
  /** Rejects when drawing itself broke. */
  readonly broken: Promise<never>;
  close(): Promise<void>;
}

/** Starts Ink on a terminal whose keys somebody else reads. */
export function startInk(stdout: NodeJS.WriteStream, node: ReactNode): InkRoot {
  // Ink writes from where the cursor is and leaves what stands beside short lines: the first frame goes.
  stdout.write('\x1b[H\x1b[J');
  const instance = render(node, {
    stdout,
    alternateScreen: true,
    interactive: true,
    exitOnCtrlC: false,
    // Nothing here writes to the console.
    patchConsole: false,
    incrementalRendering: true,
    maxFps: 60,
  });
  const exited = instance.waitUntilExit();
  const broken = new Promise<never>((_, reject) => {
    exited.catch(reject);
  });
  broken.catch(() => {});
  return {
    show: (next) => instance.rerender(next),
    broken,
    async close() {
      instance.unmount();
      await exited.catch(() => {});
    },
  };
}
