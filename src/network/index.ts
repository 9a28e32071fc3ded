export { createNetwork } from './create-network.ts';
export { networkKinds } from './kinds/network-kinds.ts';
export type * from './types.ts';
