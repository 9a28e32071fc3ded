import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface SeenCommand {
  program: string;
  args: readonly string[];
  code: number;
}

/** What kubectl was called with since the last look, in the order the calls ended. */
export function takeCommands(folder: string): SeenCommand[] {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const timed = files.map((path) => ({ path, at: statSync(path).mtimeMs })).sort((one, other) => one.at - other.at);
  return timed.flatMap(({ path }) => {
    const [code, ...args] = readFileSync(path, 'utf8').split('\0').slice(0, -1);
    rmSync(path);
    return code === undefined ? [] : [{ program: 'kubectl', args, code: Number(code) }];
  });
}
