import type { Passing } from './build-view.ts';
import type { LabView } from './lab-state.ts';

/** What work on the session may do with the screen. */
export interface Desk {
  readonly passing: Passing;
  readonly view: LabView;
  /** Changes what is on the screen, and draws it. */
  change(passing: Partial<Passing>): void;
  say(notice: string): void;
  /** Block `number` ended well. */
  ran(number: number): void;
  /** Work nobody waits for; when it breaks, so does the screen. */
  background(work: Promise<unknown>): void;
  /** A block's text as it runs. */
  commands(text: string): string;
}
