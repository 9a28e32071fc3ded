import type { Json } from '../client/api-client.ts';
import { resourcePath } from '../client/discovery.ts';
import { isNotFound, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { dryRunQuery, requireFiles } from './file-options.ts';
import { extraSubjects, sameRole, uncoveredRules } from './role-coverage.ts';

const ROLES = ['Role', 'ClusterRole'];
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

interface Outcome {
  object: Json;
  operation?: 'create' | 'update' | 'recreate';
  missing: Json[];
  extra: Json[];
}

/** `kubectl auth reconcile`: roles and bindings get what they lack; what they have beyond only goes when asked for. */
export async function reconcile(call: Invocation): Promise<void> {
  requireFiles(call);
  const print = await resultPrinter(call);
  const selection = await select(call, { args: [], local: true });
  throwCollected(selection.failures);
  for (const target of selection.targets) {
    const { kind, group } = target.resource;
    const isRole = ROLES.includes(kind);
    if (group !== 'rbac.authorization.k8s.io' || !(isRole || BINDINGS.includes(kind))) continue;
    const live = await find(call, target);
    const outcome = live ? (isRole ? roleOutcome : bindingOutcome)(call, target.object, live) : created(target.object);
    const object = call.dryRun === 'client' ? outcome.object : await write(call, target, outcome);
    print(object, 'reconciled');
    call.complain(report(outcome, isRole ? 'rules' : 'subjects'));
  }
}

async function find(call: Invocation, target: Target): Promise<Json | undefined> {
  try {
    return await call.client.get(targetPath(target));
  } catch (failure) {
    if (isNotFound(failure)) return undefined;
    throw failure;
  }
}

function created(object: Json): Outcome {
  return { object, operation: 'create', missing: object.rules ?? object.subjects ?? [], extra: [] };
}

function roleOutcome(call: Invocation, wanted: Json, live: Json): Outcome {
  const object = withMetadata(wanted, live);
  const missing = uncoveredRules(live.rules ?? [], wanted.rules ?? []);
  const extra = uncoveredRules(wanted.rules ?? [], live.rules ?? []);
  const replace = call.flags.bool('remove-extra-permissions');
  if (replace && missing.length + extra.length > 0) object.rules = wanted.rules ?? [];
  else if (!replace && missing.length > 0) object.rules = [...(live.rules ?? []), ...missing];
  if (wanted.aggregationRule) object.aggregationRule = wanted.aggregationRule;
  return { object, missing, extra: replace ? extra : [], ...changedFrom(live, object) };
}

function bindingOutcome(call: Invocation, wanted: Json, live: Json): Outcome {
  const object = withMetadata(wanted, live);
  if (!sameRole(wanted.roleRef, live.roleRef)) {
    const { resourceVersion: _version, uid: _uid, ...metadata } = object.metadata;
    return { object: { ...wanted, metadata }, operation: 'recreate', missing: [], extra: [] };
  }
  const missing = extraSubjects(wanted.subjects ?? [], live.subjects ?? []);
  const extra = extraSubjects(live.subjects ?? [], wanted.subjects ?? []);
  const replace = call.flags.bool('remove-extra-subjects');
  if (replace && missing.length + extra.length > 0) object.subjects = wanted.subjects ?? [];
  else if (!replace && missing.length > 0) object.subjects = [...(live.subjects ?? []), ...missing];
  return { object, missing, extra: replace ? extra : [], ...changedFrom(live, object) };
}

/** The live object with the labels and annotations that are wanted besides its own. */
function withMetadata(wanted: Json, live: Json): Json {
  const { apiVersion, kind } = wanted;
  const metadata = { ...live.metadata };
  for (const field of ['labels', 'annotations']) {
    if (wanted.metadata[field]) metadata[field] = { ...metadata[field], ...wanted.metadata[field] };
  }
  return { ...live, apiVersion, kind, metadata };
}

function changedFrom(live: Json, object: Json): { operation?: 'update' } {
  const before = { ...live, apiVersion: object.apiVersion, kind: object.kind };
  return JSON.stringify(before) === JSON.stringify(object) ? {} : { operation: 'update' };
}

async function write(call: Invocation, target: Target, { object, operation }: Outcome): Promise<Json> {
  const collection = resourcePath(target.resource, target.namespace);
  const query = dryRunQuery(call);
  if (operation === 'update') return call.client.put(targetPath(target), object, query);
  if (operation === undefined) return object;
  if (operation === 'recreate') {
    if (call.dryRun === 'server') return object;
    await call.client.delete(targetPath(target), {});
  } else if (target.namespace && call.dryRun === 'none') await ensureNamespace(call, target.namespace);
  return call.client.post(collection, object, query);
}

async function ensureNamespace(call: Invocation, name: string): Promise<void> {
  try {
    await call.client.get(`/api/v1/namespaces/${encodeURIComponent(name)}`);
  } catch (failure) {
    if (!isNotFound(failure)) throw failure;
    await call.client.post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
}

function report({ operation, missing, extra }: Outcome, what: 'rules' | 'subjects'): string {
  if (!operation) return '';
  const show = what === 'rules' ? ruleText : subjectText;
  const list = (title: string, items: Json[]) =>
    items.length > 0 ? `\t${title}:\n${items.map((item) => `\t\t${show(item)}\n`).join('')}` : '';
  return (
    `\treconciliation required ${operation}\n` +
    list(`missing ${what} added`, missing) +
    list(`extra ${what} removed`, extra)
  );
}

function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: Json): string {
  const words = (list: string[] | undefined) => `[${(list ?? []).join(' ')}]`;
  return `{Verbs:${words(verbs)} APIGroups:${words(apiGroups)} Resources:${words(resources)} ResourceNames:${words(resourceNames)} NonResourceURLs:${words(nonResourceURLs)}}`;
}

function subjectText({ kind, apiGroup = '', name, namespace = '' }: Json): string {
  return `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;
}
