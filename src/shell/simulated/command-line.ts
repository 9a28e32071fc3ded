/** `word` so that a shell reads exactly it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command line that starts the program `words[0]` with exactly the other words, whatever they contain. */
export function commandLine([name = '', ...args]: readonly string[]): string {
  return [name.includes("'") ? quoted(name) : `'${name}'`, ...args.map(quoted)].join(' ');
}
