export type { KeyboardKind } from './local/keyboard.ts';
export { loadLocalShell } from './local/load-local-shell.ts';
export type { LocalShell } from './local/local-shell.ts';
export { runOnMachine } from './simulated/run-on-machine.ts';
export { createSimulatedShell, type SimulatedShell } from './simulated/simulated-shell.ts';
export { standardTools } from './standard-tools.ts';
export { isAbsent } from './tools/absent/absent.ts';
export { networkTools } from './tools/network.ts';
export type * from './types.ts';
