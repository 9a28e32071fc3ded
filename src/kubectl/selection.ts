import type { Json } from './client/api-client.ts';
import { groupVersion, type Resource, resourcePath } from './client/discovery.ts';
import { findKind, findResource, findResources } from './client/resource-names.ts';
import { Failure, isNotFound, StatusFailure } from './failure.ts';
import type { Invocation } from './invocation.ts';
import { readManifests, requirePaths } from './manifests.ts';

/** One object a command works on: where it lives, and its state (the server's, or the manifest's). */
export interface Target {
  resource: Resource;
  namespace: string | undefined;
  name: string;
  object: Json;
  /** The file it came from. */
  source?: string;
}

export interface Selection {
  targets: Target[];
  /** What could not be fetched or read; the rest goes on. */
  failures: unknown[];
  /** True when exactly one object was asked for by name or file. */
  single: boolean;
}

export interface SelectionOptions {
  args?: readonly string[];
  /** `Accept` of the requests; Tables arrive as one target per answer. */
  accept?: string;
  query?: Readonly<Record<string, string | undefined>>;
  /** Types without names mean all of their objects (get, describe). */
  wholeTypes?: boolean;
  /** Manifests are only read, not looked up on the server. */
  local?: boolean;
  /** `--local`: manifests are all there is, and stay as they are written. */
  asWritten?: boolean;
  /** Check that manifests have a kind and an apiVersion, in validation's words. */
  validate?: boolean;
  /** Names are not looked up either. */
  offline?: boolean;
  limit?: string;
  /** The part of the objects to fetch instead of them. */
  subresource?: string;
  /** `--selector` is not a query of this command. */
  ignoreSelectors?: boolean;
}

export const NOTHING_GIVEN =
  'You must provide one or more resources by argument or filename.\n' +
  "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

const LOCAL_WANTS_FILES =
  'you must specify resources by --filename when --local is set.\n' +
  "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'";

/** Where a target lives. */
export function targetPath(target: Target, subresource?: string): string {
  return resourcePath(target.resource, target.namespace, target.name, subresource);
}

/** Finds what the arguments, `-f`, `-l`, `--all` and `-A` of a command ask for. */
export async function select(call: Invocation, options: SelectionOptions = {}): Promise<Selection> {
  const args = options.args ?? call.args;
  if (options.asWritten && (args.length > 0 || call.flags.list('filename').length === 0)) {
    throw new Failure(LOCAL_WANTS_FILES);
  }
  if (call.flags.list('filename').length > 0 || call.flags.string('kustomize')) {
    if (args.length > 0) {
      await requirePaths(call);
      throw new Failure(
        'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      );
    }
    return selectFiles(call, options);
  }
  if (call.flags.bool('all') && !options.ignoreSelectors && hasSelector(call)) {
    throw new Failure("setting 'all' parameter but found a non empty selector. ");
  }
  if (args.length === 0) throw new Failure(NOTHING_GIVEN);
  return args.some((arg) => arg.includes('/')) ? selectPairs(call, args, options) : selectType(call, args, options);
}

/** Where a manifest's object goes: its type and namespace. Throws when the server has no such type. */
export async function locate(call: Invocation, object: Json, source: string): Promise<Target> {
  const { name, namespace, generateName } = object.metadata ?? {};
  const resource = await findKind(call.client, object.apiVersion, object.kind);
  if (!resource) {
    throw new Failure(
      `resource mapping not found for name: "${name ?? ''}" namespace: "${namespace ?? ''}" from "${source}": ` +
        `no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`,
    );
  }
  if (!resource.namespaced) return { resource, namespace: undefined, name: name ?? '', object, source };
  if (namespace && call.namespaceGiven && namespace !== call.namespace) {
    throw new Failure(
      `the namespace from the provided object "${namespace}" does not match the namespace "${call.namespace}". ` +
        `You must pass '--namespace=${namespace}' to perform this operation.`,
    );
  }
  const placed = { ...object, metadata: { ...object.metadata, namespace: namespace || call.namespace } };
  return {
    resource,
    namespace: placed.metadata.namespace,
    name: name ?? (generateName ? '' : ''),
    object: placed,
    source,
  };
}

async function selectFiles(call: Invocation, options: SelectionOptions): Promise<Selection> {
  const entries = await readManifests(call, { validate: options.validate ?? false });
  const targets: Target[] = [];
  const failures: unknown[] = [];
  for (const entry of entries) {
    try {
      if ('failure' in entry) throw entry.failure;
      const target = await locate(call, entry.object, entry.source);
      if (options.asWritten) targets.push({ ...target, object: entry.object });
      else targets.push(options.local ? target : { ...target, object: await fetchOne(call, target, options) });
    } catch (failure) {
      failures.push(failure);
    }
  }
  return { targets, failures, single: call.flags.list('filename').length === 1 && entries.length === 1 };
}

async function selectPairs(call: Invocation, args: readonly string[], options: SelectionOptions): Promise<Selection> {
  if (!args.every((arg) => arg.includes('/'))) {
    throw new Failure(
      'there is no need to specify a resource type as a separate argument when passing arguments in resource/name ' +
        "form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  const pairs = args.map((arg) => arg.split('/'));
  if (pairs.some((pair) => pair.length !== 2 || !pair[0] || !pair[1] || pair[0].includes(','))) {
    throw new Failure('arguments in resource/name form must have a single resource and name');
  }
  if (!options.ignoreSelectors) refuseSelectors(call);
  const wanted: { resource: Resource; name: string }[] = [];
  for (const [type, name] of pairs) wanted.push({ resource: await findResource(call.client, type!), name: name! });
  return byName(call, wanted, options);
}

async function selectType(call: Invocation, args: readonly string[], options: SelectionOptions): Promise<Selection> {
  const [types, ...names] = args;
  if (names.length > 0 && !options.ignoreSelectors) refuseSelectors(call);
  const resources = await findResources(call.client, types!);
  if (names.length > 0) {
    if (resources.length > 1) throw new Failure('you must specify only one resource');
    return byName(
      call,
      names.map((name) => ({ resource: resources[0]!, name })),
      options,
    );
  }
  const everything = options.wholeTypes || call.flags.bool('all');
  if (!everything && !call.flags.string('selector') && !call.flags.string('field-selector')) {
    throw new Failure('resource(s) were provided, but no name was specified');
  }
  return bySelector(call, resources, options);
}

function hasSelector(call: Invocation): boolean {
  return Boolean(call.flags.string('selector') || call.flags.string('field-selector'));
}

function refuseSelectors(call: Invocation): void {
  if (hasSelector(call) || call.flags.bool('all')) {
    throw new Failure('name cannot be provided when a selector is specified');
  }
}

async function byName(
  call: Invocation,
  wanted: readonly { resource: Resource; name: string }[],
  options: SelectionOptions,
): Promise<Selection> {
  const targets: Target[] = [];
  const failures: unknown[] = [];
  for (const { resource, name } of wanted) {
    if (resource.namespaced && call.flags.bool('all-namespaces')) {
      throw new Failure('a resource cannot be retrieved by name across all namespaces');
    }
    const namespace = resource.namespaced ? call.namespace : undefined;
    const target: Target = { resource, namespace, name, object: undefined };
    try {
      targets.push(options.offline ? target : { ...target, object: await fetchOne(call, target, options) });
    } catch (failure) {
      failures.push(failure);
    }
  }
  return { targets, failures, single: wanted.length === 1 };
}

async function bySelector(
  call: Invocation,
  resources: readonly Resource[],
  options: SelectionOptions,
): Promise<Selection> {
  if (options.subresource) throw new Failure('subresource cannot be used when bulk resources are specified');
  const targets: Target[] = [];
  const failures: unknown[] = [];
  for (const resource of resources) {
    try {
      targets.push(...(await listTargets(call, resource, options)));
    } catch (failure) {
      failures.push(failure);
    }
  }
  return { targets, failures, single: false };
}

async function fetchOne(call: Invocation, target: Target, options: SelectionOptions): Promise<Json> {
  if (target.name === '') throw new Failure('resource name may not be empty');
  try {
    return await call.client.get(targetPath(target, options.subresource), options.query, options.accept);
  } catch (failure) {
    if (isNotFound(failure)) await requireNamespace(call, target.namespace);
    throw failure;
  }
}

/** Throws when the namespace is what is missing. */
async function requireNamespace(call: Invocation, namespace: string | undefined): Promise<void> {
  if (!namespace || namespace === 'default') return;
  try {
    await call.client.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`);
  } catch (failure) {
    if (isNotFound(failure)) throw failure;
  }
}

async function listTargets(call: Invocation, resource: Resource, options: SelectionOptions): Promise<Target[]> {
  const labelSelector = call.flags.string('selector') || undefined;
  const fieldSelector = call.flags.string('field-selector') || undefined;
  const namespace = resource.namespaced && !call.flags.bool('all-namespaces') ? call.namespace : undefined;
  const query = { ...options.query, labelSelector, fieldSelector, limit: options.limit };
  try {
    return await listPages(call, resource, namespace, query, options.accept);
  } catch (failure) {
    throw enhanced(failure, resource, labelSelector ?? '', fieldSelector ?? '');
  }
}

async function listPages(
  call: Invocation,
  resource: Resource,
  namespace: string | undefined,
  query: Readonly<Record<string, string | undefined>>,
  accept?: string,
): Promise<Target[]> {
  const targets: Target[] = [];
  let continueToken: string | undefined;
  do {
    const list = await call.client.get(
      resourcePath(resource, namespace),
      { ...query, continue: continueToken },
      accept,
    );
    continueToken = list.metadata?.continue || undefined;
    if (list.kind === 'Table') targets.push({ resource, namespace, name: '', object: list });
    else targets.push(...listItems(resource, list));
  } while (continueToken);
  return targets;
}

/** The items of a list, with the kind and version the list leaves out. */
export function listItems(resource: Resource, list: Json): Target[] {
  return ((list.items ?? []) as Json[]).map((item) => ({
    resource,
    namespace: item.metadata.namespace,
    name: item.metadata.name,
    object: { apiVersion: groupVersion(resource), kind: resource.kind, ...item },
  }));
}

function enhanced(failure: unknown, resource: Resource, labels: string, fields: string): unknown {
  if (!(failure instanceof StatusFailure)) return failure;
  const type = `${resource.group}/${resource.version}, Resource=${resource.plural}`;
  const { reason, message } = failure.status;
  if (reason === 'BadRequest') {
    const text = `Unable to find "${type}" that match label selector "${labels}", field selector "${fields}": ${message}`;
    return new StatusFailure({ ...failure.status, message: text });
  }
  if (reason === 'NotFound') {
    return new StatusFailure({ ...failure.status, message: `Unable to list "${type}": ${message}` });
  }
  return failure;
}
