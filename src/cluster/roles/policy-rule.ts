/** What a role allows: verbs on resources, or on plain paths. */
export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** What somebody wants to do: to a resource, or to a plain path. */
export type Attempt =
  | { verb: string; group: string; resource: string; subresource?: string; name?: string; namespace?: string }
  | { verb: string; path: string };

export function permits(rule: PolicyRule, attempt: Attempt): boolean {
  if (!includes(rule.verbs, attempt.verb)) return false;
  if ('path' in attempt) return (rule.nonResourceURLs ?? []).some((url) => urlCovers(url, attempt.path));
  const resource = attempt.subresource ? `${attempt.resource}/${attempt.subresource}` : attempt.resource;
  const named = !rule.resourceNames?.length || rule.resourceNames.includes(attempt.name ?? '');
  return named && includes(rule.apiGroups ?? [], attempt.group) && coversResource(rule.resources ?? [], resource);
}

/** The single permissions of `wanted` that no rule of `held` gives, put together by resource again. */
export function missingRules(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return compact(wanted.flatMap(singlePermissions).filter((one) => !held.some((rule) => covers(rule, one))));
}

function singlePermissions(rule: PolicyRule): PolicyRule[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const names = resourceNames.length > 0 ? resourceNames.map((name) => ({ resourceNames: [name] })) : [{}];
  const onResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((name) => ({ verbs: [verb], apiGroups: [group], resources: [resource], ...name })),
      ),
    ),
  );
  const onPaths = nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ verbs: [verb], nonResourceURLs: [url] })));
  return [...onResources, ...onPaths];
}

function covers(rule: PolicyRule, one: PolicyRule): boolean {
  if (!includes(rule.verbs, one.verbs[0]!)) return false;
  const url = one.nonResourceURLs?.[0];
  if (url !== undefined) return (rule.nonResourceURLs ?? []).some((pattern) => urlCovers(pattern, url));
  const name = one.resourceNames?.[0];
  const named = !rule.resourceNames?.length || (name !== undefined && rule.resourceNames.includes(name));
  return (
    named &&
    includes(rule.apiGroups ?? [], one.apiGroups![0]!) &&
    coversResource(rule.resources ?? [], one.resources![0]!)
  );
}

/** Rules of one resource (and one name) become one with all the verbs. */
function compact(rules: readonly PolicyRule[]): PolicyRule[] {
  const compacted = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const { verbs, ...rest } = rule;
    // What only paths are about stays as it is.
    const key = JSON.stringify(rule.nonResourceURLs ? rule : rest);
    const known = compacted.get(key);
    if (known) known.verbs = [...new Set([...known.verbs, ...verbs])];
    else compacted.set(key, { ...rule });
  }
  return [...compacted.values()];
}

function includes(allowed: readonly string[], wanted: string): boolean {
  return allowed.includes('*') || allowed.includes(wanted);
}

/** `*\/scale` stands for the scale of everything; a type does not stand for its parts. */
function coversResource(allowed: readonly string[], wanted: string): boolean {
  const slash = wanted.indexOf('/');
  return includes(allowed, wanted) || (slash >= 0 && allowed.includes(`*${wanted.slice(slash)}`));
}

function urlCovers(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}
