import type { Json } from '../client/api-client.ts';
import { discover, type Resource } from '../client/discovery.ts';
import { findResource } from '../client/resource-names.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { createObject, metadata, nameArgument } from './create-object.ts';

const GROUP = 'rbac.authorization.k8s.io';
const STANDARD_VERBS = new Set([
  '*',
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'escalate',
  'impersonate',
  'approve',
  'sign',
  'attest',
]);

/** `kubectl create role`. */
export async function createRole(call: Invocation): Promise<void> {
  await createRules(call, 'Role');
}

/** `kubectl create clusterrole`. */
export async function createClusterRole(call: Invocation): Promise<void> {
  await createRules(call, 'ClusterRole');
}

/** `kubectl create rolebinding`. */
export async function createRoleBinding(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const role = call.flags.string('role');
  const clusterRole = call.flags.string('clusterrole');
  if (Boolean(role) === Boolean(clusterRole)) throw new Failure('exactly one of clusterrole or role must be specified');
  const roleRef = { apiGroup: GROUP, kind: role ? 'Role' : 'ClusterRole', name: role || clusterRole };
  await createBinding(call, 'RoleBinding', name, roleRef);
}

/** `kubectl create clusterrolebinding`. */
export async function createClusterRoleBinding(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const clusterRole = call.flags.string('clusterrole');
  if (!clusterRole) throw new Failure('required flag(s) "clusterrole" not set');
  await createBinding(call, 'ClusterRoleBinding', name, { apiGroup: GROUP, kind: 'ClusterRole', name: clusterRole });
}

async function createRules(call: Invocation, kind: string): Promise<void> {
  const name = nameArgument(call);
  const aggregation = kind === 'ClusterRole' ? aggregationRule(call) : undefined;
  const rules = aggregation ? null : await wantedRules(call, kind);
  const object = { kind, apiVersion: `${GROUP}/v1`, metadata: metadata(call, name), rules };
  await createObject(call, aggregation ? { ...object, aggregationRule: aggregation } : object);
}

async function wantedRules(call: Invocation, kind: string): Promise<Json[]> {
  const verbs = [...new Set(call.flags.list('verb'))];
  const paths = call.flags.list('non-resource-url');
  const resources = call.flags.list('resource');
  if (verbs.length === 0) throw new Failure('at least one verb must be specified');
  if (resources.length === 0 && paths.length === 0) {
    const what = kind === 'ClusterRole' ? 'one of resource or nonResourceURL' : 'at least one resource';
    throw new Failure(`${what} must be specified`);
  }
  checkPaths(paths, verbs);
  const rules = await resourceRules(call, verbs);
  for (const verb of verbs) {
    if (resources.length > 0 && !STANDARD_VERBS.has(verb))
      call.complain(`Warning: '${verb}' is not a standard resource verb\n`);
  }
  return paths.length > 0 ? [...rules, { verbs, nonResourceURLs: paths }] : rules;
}

const PATH_VERBS = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

function checkPaths(paths: readonly string[], verbs: readonly string[]): void {
  if (paths.length === 0) return;
  const verb = verbs.find((each) => !PATH_VERBS.includes(each));
  if (verb) throw new Failure(`invalid verb: '${verb}' for nonResourceURL`);
  for (const path of paths) {
    if (path !== '*' && !path.startsWith('/')) throw new Failure('nonResourceURL should start with /');
    if (path.slice(0, -1).includes('*'))
      throw new Failure("nonResourceURL only supports wildcard matches when '*' is at the end");
  }
}

/** The selector of `--aggregation-rule`, which stands in the place of rules. */
function aggregationRule(call: Invocation): Json | undefined {
  const text = call.flags.string('aggregation-rule');
  if (!text) return undefined;
  if (['verb', 'resource', 'resource-name', 'non-resource-url'].some((flag) => call.flags.list(flag).length > 0)) {
    throw new Failure('aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames');
  }
  const pairs = text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 0) {
      const why = `invalid argument "${text}" for "--aggregation-rule" flag: malformed pair, expect string=string`;
      throw new Failure(`${why}\nSee 'kubectl create clusterrole --help' for usage.`);
    }
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  return { clusterRoleSelectors: [{ matchLabels: Object.fromEntries(pairs) }] };
}

/** One rule for each API group. */
async function resourceRules(call: Invocation, verbs: readonly string[]): Promise<Json[]> {
  const byGroup = new Map<string, string[]>();
  for (const text of call.flags.list('resource')) {
    const [type, subresource] = text.split('/', 2);
    const { group, plural } = await typeOf(call, type!);
    byGroup.set(group, [...(byGroup.get(group) ?? []), subresource ? `${plural}/${subresource}` : plural]);
  }
  const names = call.flags.list('resource-name');
  return [...byGroup].map(([group, resources]) => ({
    verbs,
    apiGroups: [group],
    resources,
    ...(names.length > 0 ? { resourceNames: names } : {}),
  }));
}

async function typeOf(call: Invocation, type: string): Promise<Pick<Resource, 'group' | 'plural'>> {
  if (type === '*') return { group: '*', plural: '*' };
  await discover(call.client);
  try {
    return await findResource(call.client, type);
  } catch (failure) {
    throw new Failure((failure as Error).message, { bare: true });
  }
}

async function createBinding(call: Invocation, kind: string, name: string, roleRef: Json): Promise<void> {
  const subjects = [
    ...call.flags.list('user').map((user) => ({ kind: 'User', apiGroup: GROUP, name: user })),
    ...call.flags.list('group').map((group) => ({ kind: 'Group', apiGroup: GROUP, name: group })),
    ...call.flags.list('serviceaccount').map(serviceAccount),
  ];
  const object = {
    kind,
    apiVersion: `${GROUP}/v1`,
    metadata: metadata(call, name),
    ...(subjects.length > 0 ? { subjects } : {}),
    roleRef,
  };
  await createObject(call, object, `failed to create ${kind.toLowerCase()}:`);
}

function serviceAccount(text: string): Json {
  const [namespace, name, extra] = text.split(':');
  if (!namespace || !name || extra !== undefined) throw new Failure('serviceaccount must be <namespace>:<name>');
  return { kind: 'ServiceAccount', name, namespace };
}
