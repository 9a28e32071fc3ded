import type { Interface } from 'node:readline';

/** Lines as they come, for a loop that asks for them one at a time. */
export interface LineSource {
  /** The next line; undefined at the end of input. */
  next(): Promise<string | undefined>;
  /** A line that has come already, without waiting. */
  take(): string | undefined;
  /** The same line, left where it is. */
  readonly ahead: string | undefined;
  /** True once the input has ended and every line was taken. */
  readonly ended: boolean;
  /** Ctrl-C at the terminal. */
  onInterrupt(listener: () => void): void;
  /** Ctrl-D on an empty line; the input ends unless the listener gives true. */
  onEnd(listener: () => boolean): void;
  /** Every change of the line being typed, where a person types. */
  onTyping(listener: (line: string) => void): void;
  /** Puts text on the line, as if typed. */
  prefill(text: string): void;
  /** Forgets what stands on the line; true when there was something. */
  clear(): boolean;
  prompt(text: string): void;
  close(): void;
}

export function lineSource(input: Interface): LineSource {
  const lines: string[] = [];
  const listeners: (() => void)[] = [];
  let wake: (() => void) | undefined;
  let closed = false;
  input.on('line', (line) => {
    lines.push(line);
    wake?.();
  });
  input.on('close', () => {
    closed = true;
    wake?.();
  });
  input.on('SIGINT', () => {
    for (const listener of listeners) listener();
  });
  return {
    async next() {
      while (lines.length === 0 && !closed) {
        await new Promise<void>((resolve) => void (wake = resolve));
        wake = undefined;
      }
      return lines.shift();
    },
    take: () => lines.shift(),
    get ahead() {
      return lines[0];
    },
    get ended() {
      return closed && lines.length === 0;
    },
    onEnd(listener) {
      if (!input.terminal) return;
      // Before the line editor, which would take it for the end of everything.
      process.stdin.prependListener('keypress', (_, key: { ctrl?: boolean; name?: string } | undefined) => {
        if (key?.ctrl && key.name === 'd' && input.line === '' && listener()) key.name = 'taken';
      });
    },
    onInterrupt: (listener) => void listeners.push(listener),
    onTyping(listener) {
      if (!input.terminal) return;
      // After the line editor has dealt with the key.
      process.stdin.on('keypress', () => setImmediate(() => listener(input.line)));
    },
    prefill(text) {
      if (input.terminal && text !== '') input.write(text);
    },
    clear() {
      if (input.line === '') return false;
      input.write(null, { ctrl: true, name: 'e' });
      input.write(null, { ctrl: true, name: 'u' });
      return true;
    },
    prompt(text) {
      if (closed) return;
      input.setPrompt(text);
      input.prompt(true);
    },
    close: () => input.close(),
  };
}
