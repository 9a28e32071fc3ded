export { kubectl } from './kubectl.ts';
export type { ApiConnection, KubectlContext, KubectlFiles } from './types.ts';
