import type { ApiClient, Json } from './api-client.ts';

/** One type the server offers, as discovery describes it. */
export interface Resource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  verbs: readonly string[];
  subresources: ReadonlySet<string>;
}

const AGGREGATED_ACCEPT =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

// What kubectl keeps on disk for six hours: types seen through a connection.
const known = new WeakMap<object, Promise<readonly Resource[]>>();

/** All types of the server, the preferred version of each group first. */
export function discover(client: ApiClient, fresh = false): Promise<readonly Resource[]> {
  client.requireServer();
  const key = client.connection.cacheKey ?? client.connection;
  const cached = known.get(key);
  if (cached && !fresh) return cached;
  const fetched = fetchAll(client);
  known.set(key, fetched);
  fetched.catch(() => known.delete(key));
  return fetched;
}

/** `v1`, `apps/v1`. */
export function groupVersion(resource: { group: string; version: string }): string {
  return resource.group ? `${resource.group}/${resource.version}` : resource.version;
}

/** `pods`, `deployments.apps`. */
export function qualifiedPlural(resource: Resource): string {
  return resource.group ? `${resource.plural}.${resource.group}` : resource.plural;
}

/** `pod`, `deployment.apps`: what stands before the slash in printed names. */
export function qualifiedKind(object: { apiVersion?: string; kind?: string }): string {
  const group = (object.apiVersion ?? '').includes('/') ? object.apiVersion!.split('/')[0] : '';
  const kind = (object.kind ?? '').toLowerCase();
  return group ? `${kind}.${group}` : kind;
}

/** The URL path of a collection, an object or its subresource. */
export function resourcePath(resource: Resource, namespace?: string, name?: string, subresource?: string): string {
  const root = resource.group ? `/apis/${resource.group}/${resource.version}` : `/api/${resource.version}`;
  const scope = resource.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const tail = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  return `${root}${scope}/${resource.plural}${tail}${subresource ? `/${subresource}` : ''}`;
}

async function fetchAll(client: ApiClient): Promise<readonly Resource[]> {
  const [core, groups] = await Promise.all([
    client.get('/api', {}, AGGREGATED_ACCEPT),
    client.get('/apis', {}, AGGREGATED_ACCEPT),
  ]);
  const parts = await Promise.all([readCore(client, core), readGroups(client, groups)]);
  return parts.flat();
}

async function readCore(client: ApiClient, answer: Json): Promise<Resource[]> {
  if (answer.kind === 'APIGroupDiscoveryList') return fromAggregated(answer);
  return fromPlain(await client.get('/api/v1'));
}

async function readGroups(client: ApiClient, answer: Json): Promise<Resource[]> {
  if (answer.kind === 'APIGroupDiscoveryList') return fromAggregated(answer);
  const versions = (answer.groups as Json[]).flatMap((group) => group.versions as Json[]);
  const lists = await Promise.all(versions.map((version) => client.get(`/apis/${version.groupVersion}`)));
  return lists.flatMap(fromPlain);
}

function fromAggregated(list: Json): Resource[] {
  return (list.items as Json[]).flatMap((group) =>
    (group.versions as Json[]).flatMap((version) =>
      ((version.resources ?? []) as Json[]).map((resource) => ({
        group: group.metadata?.name ?? '',
        version: version.version,
        kind: resource.responseKind?.kind ?? '',
        plural: resource.resource,
        singular: resource.singularResource ?? '',
        shortNames: resource.shortNames ?? [],
        categories: resource.categories ?? [],
        namespaced: resource.scope === 'Namespaced',
        verbs: resource.verbs ?? [],
        subresources: new Set(((resource.subresources ?? []) as Json[]).map((each) => String(each.subresource))),
      })),
    ),
  );
}

function fromPlain(list: Json): Resource[] {
  const [group, version] = list.groupVersion.includes('/') ? list.groupVersion.split('/') : ['', list.groupVersion];
  const entries = list.resources as Json[];
  return entries
    .filter((entry) => !entry.name.includes('/'))
    .map((entry) => ({
      group,
      version,
      kind: entry.kind,
      plural: entry.name,
      singular: entry.singularName ?? '',
      shortNames: entry.shortNames ?? [],
      categories: entry.categories ?? [],
      namespaced: entry.namespaced,
      verbs: entry.verbs ?? [],
      subresources: new Set(
        entries
          .filter((other) => other.name.startsWith(`${entry.name}/`))
          .map((other) => other.name.slice(entry.name.length + 1)),
      ),
    }));
}
