import xterm from '@xterm/headless';

/** A terminal without a window: what a person would see of the bytes written to it. */
export class VirtualScreen {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  /** Everything written, as it came. */
  raw = '';

  constructor(columns: number, rows: number) {
    this.#terminal = new xterm.Terminal({
      cols: columns,
      rows,
      allowProposedApi: true,
      scrollback: 0,
      convertEol: true,
    });
  }

  write(data: string): Promise<void> {
    this.raw += data;
    return new Promise((resolve) => this.#terminal.write(data, resolve));
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  /** The rows on the screen, without trailing blanks. */
  get rows(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, y) =>
      (active.getLine(active.viewportY + y)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  /** Rows that go on in the next one are one line, as they are for the mouse. */
  get lines(): string[] {
    const { active } = this.#terminal.buffer;
    const lines: string[] = [];
    this.rows.forEach((row, y) => {
      const goesOn = active.getLine(active.viewportY + y)?.isWrapped === true;
      lines.push(goesOn ? (lines.pop() ?? '') + row : row);
    });
    return lines;
  }

  get text(): string {
    return this.rows.join('\n');
  }

  /** The second screen, that full-screen programs use. */
  get alternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }
}

/** Waits until `ready`; fails with the screen as it is then. */
export async function until(screen: VirtualScreen, ready: (text: string) => boolean, what: string, limit = 20_000) {
  const began = performance.now();
  while (!ready(screen.text)) {
    if (performance.now() - began > limit) throw new Error(`never came: ${what}\n${screen.text}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
