export { imageReference } from './controllers/image-reference.ts';
export { kubernetesControllers } from './controllers/kubernetes-controllers.ts';
export { createCluster } from './create-cluster.ts';
export { kubernetesKinds } from './kinds/kubernetes-kinds.ts';
export { strategicMergePatch } from './patch/strategic-merge-patch.ts';
export { ApiError, failure } from './status.ts';
export { AGE_COLUMN, ageOf, column, NAME_COLUMN } from './table/age-column.ts';
export { formatTimestamp } from './timestamp.ts';
export type * from './types.ts';
