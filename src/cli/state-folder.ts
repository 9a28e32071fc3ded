import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where sessions are kept: FIREDRILL_STATE, else firedrill below the user's state folder. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.FIREDRILL_STATE) return env.FIREDRILL_STATE;
  return join(env.XDG_STATE_HOME || join(homedir(), '.local/state'), 'firedrill');
}
