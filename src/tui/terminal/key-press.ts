/**
 * One key, by the name the key table uses: `a`, `A`, `?`, `enter`, `tab`, `shift-tab`, `escape`, `up`, `pagedown`,
 * `ctrl-c`, `alt-b`, `f1`, ` `; `paste` for a whole pasted text.
 */
export interface KeyPress {
  readonly name: string;
  /** What it writes where text is typed; absent for keys that write nothing. */
  readonly text?: string;
}
