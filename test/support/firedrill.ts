import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';

/** The project's folder. Not asked of the program: benches read this file without a bundler. */
export const PROJECT = resolve(import.meta.dirname, '../..');

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the built program with a state folder of its own (or the one given). */
export async function firedrill(
  args: readonly string[],
  options: { input?: string; state?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [join(PROJECT, 'dist/main.js'), ...args], {
    cwd: PROJECT,
    input: options.input ?? '',
    // The language of whoever runs the tests is none of theirs.
    env: { LANG: 'C.UTF-8', LC_ALL: '', FIREDRILL_STATE: options.state ?? stateFolder(), ...options.env },
    reject: false,
    stripFinalNewline: false,
  });
  return { code: exitCode ?? -1, stdout, stderr };
}

export function stateFolder(): string {
  return mkdtempSync(join(tmpdir(), 'firedrill-state-'));
}
