/** How lists of the built-in types merge: path of the list (items left out), and the field that tells its items apart. */
const MERGE_KEYS: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)(containers|initContainers|ephemeralContainers)$/, 'name'],
  [/ontainers\.ports$/, 'containerPort'],
  [/ontainers\.env$/, 'name'],
  [/\.volumeMounts$/, 'mountPath'],
  [/\.volumeDevices$/, 'devicePath'],
  [/(^|\.)spec\.volumes$/, 'name'],
  [/(^|\.)imagePullSecrets$/, 'name'],
  [/^secrets$/, 'name'],
  [/\.hostAliases$/, 'ip'],
  [/\.topologySpreadConstraints$/, 'topologyKey'],
  [/\.resourceClaims$/, 'name'],
  [/\.schedulingGates$/, 'name'],
  [/^spec\.ports$/, 'port'],
  [/(^|\.)conditions$/, 'type'],
  [/^metadata\.ownerReferences$/, 'uid'],
  [/^status\.addresses$/, 'type'],
  [/^status\.(podIPs|hostIPs)$/, 'ip'],
  [/^webhooks$/, 'name'],
];

const PRIMITIVE_SETS = /^(metadata\.finalizers|spec\.podCIDRs|spec\.finalizers)$/;

/** The merge key of the list at `path` (`spec.template.spec.containers`); undefined: the list is replaced whole. */
export function mergeKeyAt(path: string): string | undefined {
  return MERGE_KEYS.find(([pattern]) => pattern.test(path))?.[1];
}

/** Whether the list at `path` holds plain values that are merged as a set. */
export function isPrimitiveSet(path: string): boolean {
  return PRIMITIVE_SETS.test(path);
}
