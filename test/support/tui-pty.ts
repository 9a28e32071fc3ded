import { join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { PROJECT, stateFolder } from './firedrill.ts';
import { until, VirtualScreen } from './tui-virtual-screen.ts';

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  Escape: '\x1b',
  Down: '\x1b[B',
  Right: '\x1b[C',
  'Ctrl-C': '\x03',
  'Ctrl-G': '\x07',
  F2: '\x1bOQ',
  F8: '\x1b[19~',
};

export interface PtyOptions {
  columns?: number;
  rows?: number;
  state?: string;
  env?: Record<string, string>;
}

/** The built program in a real pseudo terminal, and the screen a person would see. */
export class PtyProgram {
  readonly screen: VirtualScreen;
  readonly exited: Promise<{ code: number; signal?: number }>;
  readonly #pty: IPty;

  /** Arguments of the built program, or a command line of npm. */
  constructor(
    args: readonly string[] | `npm ${string}`,
    { columns = 80, rows = 24, state = stateFolder(), env = {} }: PtyOptions = {},
  ) {
    this.screen = new VirtualScreen(columns, rows);
    const { CI, NO_COLOR, ...inherited } = process.env;
    const [file, words] =
      typeof args === 'string'
        ? ['npm', args.split(' ').slice(1)]
        : [process.execPath, [join(PROJECT, 'dist/main.js'), ...args]];
    this.#pty = spawn(file, [...words], {
      name: env['TERM'] ?? 'xterm-256color',
      cols: columns,
      rows,
      cwd: PROJECT,
      // The language of whoever runs the tests is none of theirs.
      env: { ...inherited, LANG: 'C.UTF-8', LC_ALL: '', FIREDRILL_STATE: state, ...env },
    });
    this.#pty.onData((data) => void this.screen.write(data));
    this.exited = new Promise((resolve) =>
      this.#pty.onExit(({ exitCode, signal }) =>
        // The last bytes may come after the exit.
        setTimeout(() => resolve({ code: exitCode, signal }), 50),
      ),
    );
  }

  /** Names of keys, or text as typed. Escape gets the moment a person's finger needs: with what follows it would be Alt. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.#pty.write(KEYS[key] ?? key);
      if (key === 'Escape') await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  sees(pattern: RegExp, limit?: number): Promise<void> {
    return until(this.screen, (text) => pattern.test(text), String(pattern), limit);
  }

  resize(columns: number, rows: number): void {
    this.screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: string): void {
    this.#pty.kill(signal);
  }
}
