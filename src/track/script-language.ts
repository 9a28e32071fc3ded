const SHELLS = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh']);

/** The program a script's first line asks for when it is no shell: `python3`. Undefined for all that bash can run. */
export function foreignLanguage(text: string): string | undefined {
  const line = /^\uFEFF?#!([^\r\n]*)/.exec(text)?.[1] ?? '';
  const [first = '', ...more] = line.trim().split(/\s+/);
  const program = nameOf(first) === 'env' ? nameOf(more.find((word) => !/^-|=/.test(word)) ?? '') : nameOf(first);
  return program && !SHELLS.has(program) ? program : undefined;
}

/** Some write `#!/bin/bash/`. */
function nameOf(path: string): string {
  return path.replace(/\/+$/, '').replace(/^.*\//, '');
}
