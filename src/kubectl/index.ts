export type { Command } from './command.ts';
export { COMMANDS } from './commands.ts';
export { GLOBAL_FLAGS } from './flag-sets.ts';
export type { Flag } from './flags.ts';
export { kubectl } from './kubectl.ts';
export type { ApiConnection, KubectlContext, KubectlFiles, LocalPorts } from './types.ts';
