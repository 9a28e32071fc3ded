export { kubernetesControllers } from './controllers/kubernetes-controllers.ts';
export { createCluster } from './create-cluster.ts';
export { kubernetesKinds } from './kinds/kubernetes-kinds.ts';
export type { LabelMatcher } from './selector/label-requirement.ts';
export { SelectorError } from './selector/label-requirement.ts';
export { matchLabelSelector, parseLabelSelector } from './selector/label-selector.ts';
export { ApiError, failure } from './status.ts';
export type * from './types.ts';
