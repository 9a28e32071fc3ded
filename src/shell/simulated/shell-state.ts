import type { ShellState } from './just-bash.ts';

/** What a program started in `state` finds in its environment. */
export function exportedVariables({ env, exportedVars, tempExportedVars }: ShellState): Record<string, string> {
  const names = new Set([...(exportedVars ?? []), ...(tempExportedVars ?? [])]);
  const variables: Record<string, string> = {};
  for (const name of names) {
    const value = env.get(name);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

/** Makes `variables` all that is exported. */
export function replaceVariables(state: ShellState, variables: Record<string, string>): void {
  for (const name of state.exportedVars ?? []) state.env.delete(name);
  for (const [name, value] of Object.entries(variables)) state.env.set(name, value);
  state.exportedVars = new Set(Object.keys(variables));
}

/** Sets `$0` and the positional parameters. */
export function setParameters({ env }: ShellState, name: string, args: readonly string[]): void {
  env.set('0', name);
  env.set('#', String(args.length));
  env.set('@', args.join(' '));
  env.set('*', args.join(' '));
  args.forEach((value, index) => {
    env.set(String(index + 1), value);
  });
}

const OPTION_LETTERS: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  v: 'verbose',
  f: 'noglob',
  n: 'noexec',
  C: 'noclobber',
};

/** Sets an option by letter (`e`) or name (`pipefail`), as `set -e -o pipefail` does. */
export function setOption({ options }: ShellState, option: string): void {
  const name = OPTION_LETTERS[option] ?? option;
  if (name in options) options[name] = true;
}

const BETWEEN_LINES = {
  signal: undefined,
  groupStdin: undefined,
  loopDepth: 0,
  callDepth: 0,
  sourceDepth: 0,
  inCondition: false,
  substitutionDepth: 0,
  funcNameStack: undefined,
  callLineStack: undefined,
  localArrayScopes: undefined,
  localExportedVars: undefined,
  tempEnvBindings: undefined,
  tempExportedVars: undefined,
};

/** Makes the state ready for the next line: `$?` is set, and nothing of the one that ended, however it did, is left. */
export function settle(state: ShellState, code: number): void {
  state.lastExitCode = code;
  state.env.set('?', String(code));
  Object.assign(state, BETWEEN_LINES, { localScopes: [] });
}
