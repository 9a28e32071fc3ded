import type { CommandOptions } from './commands.ts';
import type { Lab } from './lab.ts';
import type { RewindPoint } from './rewind-point.ts';
import type { SessionEvent } from './state.ts';

/** What a session plays, where it writes down what happens, and what an earlier sitting left. */
export interface SessionOptions extends Lab, CommandOptions {
  /** Appends an event to the journal. */
  record?(event: SessionEvent): void;
  /** Tells the journal what is void from here on. */
  rewound?(point: RewindPoint): void;
  /** What there is to add to what the last line of a terminal printed. */
  advice?(terminal: string): string | undefined;
  /** Lines that were being typed when an earlier sitting ended, per terminal. */
  drafts?: Readonly<Record<string, string>>;
  /** Set-up, clean-up or a solution that this target does not run, and why. */
  skipped?(what: string, why: string): void;
  /** Keeps the line being typed, as it stands. */
  drafted?(terminal: string, text: string): void;
  /** Events of an earlier sitting; the target has been brought to the same point. */
  past?: readonly SessionEvent[];
}
