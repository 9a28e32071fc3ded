export { automaticHostEndpoints } from './controllers/automatic-host-endpoints.ts';
export { createNetwork } from './create-network.ts';
export { networkKinds } from './kinds/network-kinds.ts';
export { whatIsWrongWith } from './kinds/selector-errors.ts';
export { loopLoad } from './load/loop-command.ts';
export type * from './types.ts';
