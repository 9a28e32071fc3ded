export { bytesOfText, PieceReader } from '../cluster/index.ts';
export { chooseEnvironment, type EnvironmentChoice, type Mentions } from './choose-environment.ts';
export type { CommandRecord } from './command-log.ts';
export { type Environment, EnvironmentError, listEnvironments, loadEnvironment, readFiles } from './environment.ts';
export type { Input, RecordedInput } from './inputs.ts';
export type {
  OutsideClients,
  OutsideForward,
  OutsideRequest,
  OutsideSession,
} from './outside-clients.ts';
export { type Pace, type Patience, paceOf } from './pace.ts';
export { packageRoot } from './package-root.ts';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { withDownloads } from './with-downloads.ts';
