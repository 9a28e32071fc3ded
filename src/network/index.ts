export { createNetwork } from './create-network.ts';
export type * from './types.ts';
