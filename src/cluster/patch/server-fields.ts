import type { ResourceName } from '../types.ts';

/** What the server itself fills in after it has read an object, by resource: nobody's fields unless they were sent. */
const SET_BY_SERVER: Readonly<Record<ResourceName, RegExp>> = {
  pods: /^(status\.qosClass|spec\.(nodeName|priority|preemptionPolicy|tolerations|serviceAccount|serviceAccountName|volumes|(initC|c)ontainers\.volumeMounts)(\.|$))/,
  services: /^spec\.(clusterIP|clusterIPs|ipFamilies|ipFamilyPolicy|healthCheckNodePort|ports\.nodePort)(\.|$)/,
  namespaces: /^(spec|status)(\.|$)/,
  persistentvolumeclaims: /^(spec\.storageClassName|metadata\.finalizers)/,
  persistentvolumes: /^metadata\.finalizers/,
  'jobs.batch': /^(spec\.selector|spec\.template\.metadata\.labels)/,
};

/** Whether a field of a new object is the server's own doing. */
export function isSetByServer(resource: ResourceName, path: string): boolean {
  // That a pod has its node is said by its binding.
  if (resource === 'pods' && path.startsWith('f:status\nf:conditions\nk:{"type":"PodScheduled"}')) return true;
  return SET_BY_SERVER[resource]?.test(placeOf(path)) ?? false;
}

/** `spec.containers.image` for `f:spec`, `f:containers`, `k:{"name":"a"}`, `f:image`. */
function placeOf(path: string): string {
  return path
    .split('\n')
    .filter((segment) => segment.startsWith('f:'))
    .map((segment) => segment.slice(2))
    .join('.');
}
