import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionFolder } from './session-folder.ts';

/**
 * Puts the check helpers and a witness in front of the user's kubectl on the PATH: it runs the real one and writes down
 * how it ended, also inside loops and pipes, where only one exit code comes out (decision 2).
 */
export function placePrograms(
  { bin, lib, commands }: SessionFolder,
  kubectl: string,
  helpers: Readonly<Record<string, string>>,
): void {
  for (const [name, text] of Object.entries(helpers)) {
    writeFileSync(join(lib, name), text, { mode: 0o600 });
    const helper = name.replace(/\.sh$/, '');
    program(join(bin, helper), `source ${quoted(join(lib, name))}\n${helper} "$@"\n`);
  }
  program(
    join(bin, 'kubectl'),
    `${quoted(kubectl)} "$@"\ncode=$?\nprintf '%s\\0' "$code" "$@" > ${quoted(commands)}/$$ 2>/dev/null\nexit $code\n`,
  );
}

function program(path: string, text: string): void {
  writeFileSync(path, `#!/bin/bash\n${text}`, { mode: 0o700 });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
