/** How the fields of a kind are owned: what tells list items apart, which values are one piece. Places are `spec.ports`. */
export interface FieldRules {
  /** The fields that tell the items of a list apart; undefined: the list is one piece. */
  keysAt(place: string): readonly string[] | undefined;
  /** Whether a list's plain values are owned one by one. */
  isSet(place: string): boolean;
  /** Whether a map or struct is one piece. */
  isAtomic(place: string): boolean;
  /** Whether the field is there in an object that says nothing, and so is nobody's. */
  isAlwaysThere(place: string): boolean;
}

/** Which fields tell list items apart in the built-in kinds (x-kubernetes-list-map-keys of their API). */
const LIST_KEYS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(^|\.)(containers|initContainers|ephemeralContainers)$/, ['name']],
  [/ontainers\.ports$/, ['containerPort', 'protocol']],
  [/ontainers\.env$/, ['name']],
  [/\.volumeMounts$/, ['mountPath']],
  [/\.volumeDevices$/, ['devicePath']],
  [/(^|\.)spec\.volumes$/, ['name']],
  [/(^|\.)imagePullSecrets$/, ['name']],
  [/^secrets$/, ['name']],
  [/\.hostAliases$/, ['ip']],
  [/\.topologySpreadConstraints$/, ['topologyKey', 'whenUnsatisfiable']],
  [/\.(resourceClaims|claims|schedulingGates)$/, ['name']],
  [/^spec\.ports$/, ['port', 'protocol']],
  [/(^|\.)conditions$/, ['type']],
  [/^metadata\.ownerReferences$/, ['uid']],
  [/^status\.addresses$/, ['type']],
  [/^status\.(podIPs|hostIPs)$/, ['ip']],
  [/^webhooks$/, ['name']],
];
const SETS = /^(metadata\.finalizers|spec\.podCIDRs)$/;
const ATOMIC =
  /(^|\.)(selector|labelSelector|namespaceSelector|podSelector|nodeSelector|roleRef|claimRef|involvedObject|targetRef|\w+KeyRef|fieldRef|resourceFieldRef)$/;
/** Structs that Go holds by value. */
const BY_VALUE =
  /^(metadata|spec|status|(spec\.)?(jobTemplate|template)|spec\.(jobTemplate\.(metadata|spec(\.template(\.(metadata|spec))?)?)|template\.(metadata|spec)|strategy|updateStrategy|resources|names|scaleTargetRef)|status\.(loadBalancer|nodeInfo|daemonEndpoints))$/;
const NEVER_LEFT_OUT = /(^|\.)(containers)$/;

/** Of the kinds that are Go structs in the real server. */
export const STRUCT_RULES: FieldRules = {
  keysAt: (place) => LIST_KEYS.find(([pattern]) => pattern.test(place))?.[1],
  isSet: (place) => SETS.test(place),
  isAtomic: (place) => ATOMIC.test(place),
  isAlwaysThere: (place) => BY_VALUE.test(place) || NEVER_LEFT_OUT.test(place),
};

/** Of resources whose shape is only known by a schema, or not at all. */
export const CUSTOM_RULES: FieldRules = {
  keysAt: (place) => (place === 'metadata.ownerReferences' ? ['uid'] : undefined),
  isSet: (place) => place === 'metadata.finalizers',
  isAtomic: () => false,
  isAlwaysThere: (place) => place === 'metadata',
};

/** Of kinds an aggregated server keeps: structs, whose lists are one piece. */
export const AGGREGATED_RULES: FieldRules = {
  ...CUSTOM_RULES,
  isAlwaysThere: (place) => place === 'metadata' || place === 'spec',
};

/** The rules of a kind. */
export function fieldRulesOf({ fieldRules, custom }: { fieldRules?: FieldRules; custom?: boolean }): FieldRules {
  return fieldRules ?? (custom ? AGGREGATED_RULES : STRUCT_RULES);
}
