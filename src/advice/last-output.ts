/** Characters kept of what a command prints: what went wrong stands at the end. */
const KEPT = 8_192;

/** What each terminal has shown since its last line was typed. */
export class LastOutput {
  readonly #shown = new Map<string, string>();

  /** A line is about to run. */
  begin(terminal: string): void {
    this.#shown.delete(terminal);
  }

  hear(terminal: string, text: string): void {
    this.#shown.set(terminal, ((this.#shown.get(terminal) ?? '') + text).slice(-KEPT));
  }

  of(terminal: string): string {
    return this.#shown.get(terminal) ?? '';
  }
}
