import type { Json } from '../client/api-client.ts';

/** The single permissions in `wanted` that no rule of `granted` gives, each as a rule of its own. */
export function uncoveredRules(granted: readonly Json[], wanted: readonly Json[]): Json[] {
  return wanted.flatMap(singlePermissions).filter((one) => !granted.some((rule) => covers(rule, one)));
}

/**
 * Rules as people are shown them: taken apart, those of one resource (and one name) put together again, and in the order
 * of their texts.
 */
export function shownRules(rules: readonly Json[]): Json[] {
  const compacted = new Map<string, Json>();
  for (const one of rules.flatMap(singlePermissions)) {
    const { verbs, ...rest } = one;
    const key = JSON.stringify(one.nonResourceURLs ? [one, compacted.size] : rest);
    const known = compacted.get(key);
    if (!known) compacted.set(key, { ...one });
    else if (!known.verbs.includes(verbs[0])) known.verbs = [...known.verbs, verbs[0]];
  }
  return [...compacted.values()]
    .map((rule) => ({ rule, text: ruleOrder(rule) }))
    .sort(byText)
    .map(({ rule }) => rule);
}

/** By what kubectl sorts rules. */
function ruleOrder({ verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: Json): string {
  const lists = [apiGroups, resources, resourceNames, nonResourceURLs].map((list) => `[${list.join(' ')}]`);
  const [groups, types, names, urls] = lists;
  return `Verbs:[${verbs.join(' ')}],APIGroups:${groups},Resources:${types},ResourceNames:${names},NonResourceURLs:${urls}`;
}

function byText(one: { text: string }, other: { text: string }): number {
  return one.text < other.text ? -1 : one.text > other.text ? 1 : 0;
}

/** A single rule as a row of a table: resource, paths, names, verbs. */
export function ruleRow({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: Json): string {
  const [type, ...part] = (resources[0] ?? '').split('/');
  const name = [apiGroups[0] ? `${type}.${apiGroups[0]}` : type, ...part].join('/');
  return [name, ...[nonResourceURLs, resourceNames, verbs].map((list) => `[${list.join(' ')}]`)].join('\t');
}

function singlePermissions({
  apiGroups = [],
  resources = [],
  verbs = [],
  resourceNames = [],
  nonResourceURLs = [],
}: Json): Json[] {
  const names: (string | undefined)[] = resourceNames.length > 0 ? resourceNames : [undefined];
  const rules: Json[] = [];
  for (const group of apiGroups) {
    for (const resource of resources) {
      for (const verb of verbs) {
        for (const name of names) {
          const named = name === undefined ? {} : { resourceNames: [name] };
          rules.push({ verbs: [verb], apiGroups: [group], resources: [resource], ...named });
        }
      }
    }
  }
  for (const url of nonResourceURLs) for (const verb of verbs) rules.push({ verbs: [verb], nonResourceURLs: [url] });
  return rules;
}

function covers(rule: Json, one: Json): boolean {
  if (!hasAll(rule.verbs, one.verbs)) return false;
  if (one.nonResourceURLs) {
    return ((rule.nonResourceURLs ?? []) as string[]).some((pattern) => coversUrl(pattern, one.nonResourceURLs[0]));
  }
  const anyName = !rule.resourceNames?.length;
  const names = anyName || (one.resourceNames !== undefined && rule.resourceNames.includes(one.resourceNames[0]));
  return names && hasAll(rule.apiGroups, one.apiGroups) && coversResource(rule.resources ?? [], one.resources[0]);
}

function hasAll(granted: readonly string[] = [], [wanted]: readonly string[]): boolean {
  return granted.includes('*') || granted.includes(wanted!);
}

/** `*\/scale` stands for the part of every type. */
function coversResource(granted: readonly string[], wanted: string): boolean {
  const [, part] = wanted.split('/');
  return granted.includes('*') || granted.includes(wanted) || (part !== undefined && granted.includes(`*/${part}`));
}

function coversUrl(pattern: string, url: string): boolean {
  return pattern === url || pattern === '*' || (pattern.endsWith('*') && url.startsWith(pattern.slice(0, -1)));
}

/** The subjects of one list that the other lacks. */
export function extraSubjects(list: readonly Json[], other: readonly Json[]): Json[] {
  const known = new Set(other.map(subjectKey));
  return list.filter((subject) => !known.has(subjectKey(subject)));
}

const RBAC = 'rbac.authorization.k8s.io';

function subjectKey({ kind, apiGroup, name, namespace = '' }: Json): string {
  return `${kind}/${apiGroup ?? (kind === 'ServiceAccount' ? '' : RBAC)}/${namespace}/${name}`;
}

/** Whether two references name the same role. */
export function sameRole(one: Json, other: Json): boolean {
  return one.kind === other.kind && one.name === other.name && (one.apiGroup || RBAC) === (other.apiGroup || RBAC);
}
