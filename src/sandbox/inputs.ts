import type { OutsideRequest } from './outside-clients.ts';

/**
 * What can reach a sandbox from outside. Every input is recorded with its number and virtual time before it takes
 * effect; the same environment, seed and inputs give the same world again.
 */
export type Input =
  /** A typed line or a block, in one of the learner's terminals. */
  | { kind: 'line'; terminal: string; text: string }
  /** Keystrokes for the running command; null is end of input. */
  | { kind: 'keys'; terminal: string; text: string | null }
  | { kind: 'interrupt'; terminal: string }
  /** A lifecycle or check script, as its own process on a host. */
  | {
      kind: 'script';
      host: string;
      name: string;
      text: string;
      env: Record<string, string>;
      cause: 'learner' | 'track';
    }
  /** The same with time standing still. */
  | { kind: 'frozen-script'; host: string; name: string; text: string; env: Record<string, string> }
  /** The script of that input is interrupted: it took too long. */
  | { kind: 'stop'; of: number }
  /** A file written by an editor tab. */
  | { kind: 'file'; host: string; path: string; text: string }
  /** A request of a program outside that changes something (see `OutsideRequest`). */
  | ({ kind: 'request' } & OutsideRequest)
  /** Such a program's exec or attach; what it sends afterwards names this input's number. */
  | ({ kind: 'connect'; stdin: boolean; tty: boolean } & OutsideRequest)
  /** Its standard input; null is the end. */
  | { kind: 'stream'; of: number; text: string | null }
  | { kind: 'resize'; of: number; columns: number; rows: number }
  | { kind: 'hang-up'; of: number }
  /** Its port-forward, and what it sends through. */
  | { kind: 'forward'; namespace: string; pod: string; port: number }
  | { kind: 'forwarded'; of: number; text: string }
  /** Time is let run to `to` (milliseconds). */
  | { kind: 'advance'; to: number };

export interface RecordedInput {
  /** 1, 2, 3... */
  number: number;
  /** Virtual milliseconds. */
  at: number;
  input: Input;
  /** It came in while a program kept the machine busy without ever waiting, after so many turns. */
  busy?: number;
}
