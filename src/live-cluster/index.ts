export { chooseContext, connect } from './connect.ts';
export { maskSecrets } from './mask-secrets.ts';
export { type ClusterLab, openClusterLab } from './open-cluster-lab.ts';
export type { ReducedKubeconfig } from './reduce-kubeconfig.ts';
export { type Survey, survey } from './survey.ts';
