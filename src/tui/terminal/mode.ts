/** What decides between the full screen and plain lines; taken from the process by the caller. */
export interface TerminalFacts {
  stdin: { isTTY?: boolean };
  stdout: { isTTY?: boolean };
  env: Readonly<Record<string, string | undefined>>;
}

/** Screen readers read lines, not screens; these variables announce one. */
const SCREEN_READER = ['INK_SCREEN_READER', 'ACCESSIBLE', 'FIREDRILL_SCREEN_READER'];

/** True when the full screen can and should be used. Decided before anything of it is loaded. */
export function wantsScreen({ stdin, stdout, env }: TerminalFacts, plain = false): boolean {
  if (plain || stdin.isTTY !== true || stdout.isTTY !== true) return false;
  if (env.TERM === 'dumb' || isSet(env.CI)) return false;
  return !SCREEN_READER.some((name) => isSet(env[name]));
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
