import { mkdirSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { stateFolder } from './state-folder.ts';

/**
 * Node keeps what it compiled in the state folder, by the text of each file and its own version: a tenth of each start.
 * Where nothing can be written it compiles as before.
 */
export function keepCompiledCode(): void {
  try {
    mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
    module.enableCompileCache(join(stateFolder(), 'compiled'));
  } catch {
    // Whoever needs the folder says what is wrong with it.
  }
}
