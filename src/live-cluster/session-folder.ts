import { chmodSync, existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What lies in the folder of a session on a real cluster. */
export interface SessionFolder {
  root: string;
  home: string;
  control: string;
  bin: string;
  lib: string;
  /** How each kubectl of the last commands ended, a file each. */
  commands: string;
  tmp: string;
  kubeconfig: string;
}

/** Makes the folder, the user's alone. What commands made in its home in an earlier sitting stays. */
export function makeSessionFolder(path: string, kubeconfig: Record<string, unknown>): SessionFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  const root = realpathSync(path);
  const at = (name: string) => join(root, name);
  for (const name of ['control', 'commands', 'bin', 'lib', 'tmp']) rmSync(at(name), { recursive: true, force: true });
  const folder = {
    root,
    home: at('home'),
    control: at('control'),
    bin: at('bin'),
    lib: at('lib'),
    commands: at('commands'),
    tmp: at('tmp'),
    kubeconfig: at('kubeconfig'),
  };
  for (const name of ['home', 'control', 'bin', 'lib', 'commands', 'tmp'] as const)
    mkdirSync(folder[name], { recursive: true, mode: 0o700 });
  // kubectl reads JSON as well.
  rmSync(folder.kubeconfig, { force: true });
  writeFileSync(folder.kubeconfig, `${JSON.stringify(kubeconfig, undefined, 2)}\n`, { mode: 0o600 });
  return folder;
}

/** Takes away what holds a login and what only this sitting needed. */
export function leaveSessionFolder({ control, commands, bin, lib, tmp, kubeconfig }: SessionFolder): void {
  for (const path of [control, commands, bin, lib, tmp, kubeconfig]) rmSync(path, { recursive: true, force: true });
}

/** Files of the workshop in the session's home; what is there already is the learner's. */
export function placeFiles(home: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const full = join(home, path);
    if (existsSync(full)) continue;
    mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
    writeFileSync(full, text);
  }
}
