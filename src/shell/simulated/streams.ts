/** Takes output as it comes. Absent where the interpreter collects it (a pipe, `$( )`, a file). */
export type Sink = (text: string) => void;

/** Where the standard streams of the statement being run lead. */
export interface Streams {
  /** Absent = nothing to read: end of input. */
  stdin: Input | undefined;
  stdout: Sink | undefined;
  stderr: Sink | undefined;
  /** Errors follow output into whatever collects it (`2>&1`, `|&`). */
  merged: boolean;
  /** What takes collected output: `wait`ing for it decides whether `&` may outlive the statement. */
  collector: 'none' | 'capture' | 'file';
  terminal: { stdin: boolean; stdout: boolean; stderr: boolean };
}

/** Text that arrives over time: a terminal, a pipe, the far end of `kubectl exec -i`. */
export interface Input {
  /** The next piece, or undefined at the end. Rejects with the signal's reason when aborted. */
  next(signal?: AbortSignal): Promise<string | undefined>;
  /** Puts back what was read too much. */
  unread(text: string): void;
  /** From here on Ctrl-C arrives as the character \x03; what is returned ends that. */
  takeRaw?(): () => void;
  /** It comes from outside the machine, by and by: a shell that reads it runs each command when it is there. */
  readonly live?: boolean;
}

/** What Ctrl-C is to a program that has taken the terminal raw. */
export const INTERRUPT = '\x03';

/** Reads up to and including the next newline; undefined at the end. */
export async function readLine(input: Input, signal?: AbortSignal): Promise<string | undefined> {
  let line = '';
  for (;;) {
    const piece = await input.next(signal);
    if (piece === undefined) return line === '' ? undefined : line;
    const end = piece.indexOf('\n') + 1;
    if (end === 0) {
      line += piece;
      continue;
    }
    if (end < piece.length) input.unread(piece.slice(end));
    return line + piece.slice(0, end);
  }
}

export async function readAll(input: Input, signal?: AbortSignal): Promise<string> {
  let text = '';
  for (;;) {
    const piece = await input.next(signal);
    if (piece === undefined) return text;
    text += piece;
  }
}

export function textInput(text: string): Input {
  let rest = text;
  return {
    next: async () => {
      if (rest === '') return undefined;
      const piece = rest;
      rest = '';
      return piece;
    },
    unread: (piece) => {
      rest = piece + rest;
    },
  };
}

/** Runs `work` with the standard streams leading elsewhere. */
export async function within<T>(state: { streams: Streams }, streams: Streams, work: () => Promise<T>): Promise<T> {
  const before = state.streams;
  state.streams = streams;
  try {
    return await work();
  } finally {
    state.streams = before;
  }
}
