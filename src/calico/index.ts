export { type Calico, type CalicoOptions, createCalico } from './calico.ts';
export type * from './types.ts';
