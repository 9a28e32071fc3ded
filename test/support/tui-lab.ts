import { EventEmitter } from 'node:events';
import { checkHelpers, load } from '../../src/cli/load.ts';
import { openLab, Session } from '../../src/runner/index.ts';
import { paceOf } from '../../src/sandbox/index.ts';
import { paletteOf } from '../../src/theme/index.ts';
import { openScreen } from '../../src/tui/index.ts';
import { until, VirtualScreen } from './tui-virtual-screen.ts';

/** A standard input that is typed into by the test. */
class TypedInput extends EventEmitter {
  readonly isTTY = true;
  setRawMode(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  pause(): this {
    return this;
  }
}

/** A terminal that shows what is written to it on a screen without a window. */
class ScreenOutput extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  readonly screen: VirtualScreen;
  columns: number;
  rows: number;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.screen = new VirtualScreen(columns, rows);
  }

  write(data: string | Uint8Array, ...rest: unknown[]): boolean {
    void this.screen.write(typeof data === 'string' ? data : Buffer.from(data).toString());
    const done = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
    done?.();
    return true;
  }
}

export interface ScreenedLab {
  screen: VirtualScreen;
  session: Session;
  press(...keys: string[]): void;
  sees(pattern: RegExp): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  close(): Promise<void>;
}

const KEYS: Readonly<Record<string, string>> = { Enter: '\r', Tab: '\t', Escape: '\x1b', Right: '\x1b[C' };

/** A track on the full screen, in this process. */
export async function screenedLab(
  path: string,
  {
    columns = 80,
    rows = 24,
    color = true,
    firstRun = false,
    env = { TERM: 'xterm-256color', COLORTERM: 'truecolor' } as Record<string, string>,
  } = {},
): Promise<ScreenedLab> {
  const loaded = load(path);
  const stdin = new TypedInput();
  const stdout = new ScreenOutput(columns, rows);
  const view = await openScreen({
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    palette: color ? paletteOf(env) : undefined,
    coarse: false,
    env,
    title: path,
    onInterrupt: () => {},
  });
  const opened = await openLab({
    ...loaded,
    helpers: checkHelpers(),
    onOutput: (terminal, { text }) => view.consoles.append(terminal, text),
  });
  const lab = { ...opened, pace: paceOf(opened.sandbox, 20) };
  const session = new Session({ ...lab, onLine: (...line) => view.consoles.typed(...line) });
  const played = view.play({ lab, session, speed: 20, firstRun, notice: '', readFile: loaded.trackBytes });
  const broken = played.then(() => new Promise<never>(() => {}));
  const { screen } = stdout;
  const press = (...keys: string[]) => {
    for (const key of keys) stdin.emit('data', KEYS[key] ?? key);
  };
  const sees = (pattern: RegExp) =>
    Promise.race([until(screen, (text) => pattern.test(text), String(pattern), 15_000), broken]);
  if (!firstRun) {
    await sees(/Enter next|\? help/);
    press('Escape');
    await sees(/\? help/);
  }
  return {
    screen,
    session,
    press,
    sees,
    async resize(newColumns, newRows) {
      stdout.columns = newColumns;
      stdout.rows = newRows;
      screen.resize(newColumns, newRows);
      stdout.emit('resize');
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
    async close() {
      press('q', 'y');
      await view.close();
      lab.pace.stop();
    },
  };
}
