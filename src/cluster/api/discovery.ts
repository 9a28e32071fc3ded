import type { ApiResponse } from '../http/api-response.ts';
import type { JsonObject } from '../json-object.ts';
import { apiVersionOf, type KindRegistry, USUAL_VERBS } from '../kind-table.ts';
import { REVIEW_KINDS, type ReviewKind } from '../schema/reviews.ts';
import type { Kind } from '../types.ts';
import { byPriority } from '../version-priority.ts';
import { jsonResponse } from './respond.ts';
import { subresourcesOf } from './route.ts';

const AGGREGATED = /application\/json;g=apidiscovery\.k8s\.io;v=(v2|v2beta1);as=APIGroupDiscoveryList/;

/** Answers /api, /apis and what lies directly below; undefined for other paths. */
export function discover(path: string, accept: string, kinds: KindRegistry): ApiResponse | undefined {
  if (path === '/api' || path === '/apis') return root(path, accept, kinds.served);
  const segments = path.split('/').filter(Boolean);
  if (path === '/api/v1') return resourceList('v1', '', 'v1', kinds.served);
  if (segments[0] !== 'apis' || segments.length > 3) return undefined;
  const [, group, version] = segments;
  if (!groupsOf(kinds.served).includes(group!)) return undefined;
  if (version === undefined) {
    return jsonResponse({ kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group!, kinds.served) });
  }
  if (!versionsOf(group!, kinds.served).includes(version)) return undefined;
  return resourceList(`${group}/${version}`, group!, version, kinds.served);
}

export function groupsOf(kinds: readonly Kind[]): string[] {
  return [...new Set([...kinds.map((kind) => kind.group), ...Object.keys(VIRTUAL)])].filter((group) => group !== '');
}

export function versionsOf(group: string, kinds: readonly Kind[]): string[] {
  const versions = new Set(kinds.filter((kind) => kind.group === group).map((kind) => kind.version));
  return versions.size > 0 || !VIRTUAL[group] ? [...versions].sort(byPriority) : ['v1'];
}

/** Resources that are only asked, never stored. */
const VIRTUAL: Record<string, readonly ReviewKind[] | undefined> = Object.groupBy(REVIEW_KINDS, ({ group }) => group);

function root(path: string, accept: string, kinds: readonly Kind[]): ApiResponse {
  const version = AGGREGATED.exec(accept)?.[1];
  if (version) {
    const groups = path === '/api' ? [''] : groupsOf(kinds);
    const items = groups.map((group) => aggregatedGroup(group, kinds));
    const body = { kind: 'APIGroupDiscoveryList', apiVersion: `apidiscovery.k8s.io/${version}`, metadata: {}, items };
    const contentType = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
    return jsonResponse(body, 200, [], contentType);
  }
  if (path === '/api') {
    const addresses = [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1:6443' }];
    return jsonResponse({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: addresses });
  }
  const groups = groupsOf(kinds).map((group) => groupEntry(group, kinds));
  return jsonResponse({ kind: 'APIGroupList', apiVersion: 'v1', groups });
}

function groupEntry(group: string, kinds: readonly Kind[]): JsonObject {
  const versions = versionsOf(group, kinds).map((version) => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function aggregatedGroup(group: string, kinds: readonly Kind[]): JsonObject {
  const versions = group === '' ? ['v1'] : versionsOf(group, kinds);
  return {
    metadata: { ...(group ? { name: group } : {}), creationTimestamp: null },
    versions: versions.map((version) => ({
      version,
      freshness: 'Current',
      resources: [
        ...kinds
          .filter((kind) => kind.group === group && kind.version === version)
          .sort((left, right) => (left.plural < right.plural ? -1 : 1))
          .map(aggregatedResource),
        ...(VIRTUAL[group] ?? []).map((resource) => ({
          resource: resource.plural,
          responseKind: { group, version, kind: resource.kind },
          scope: resource.namespaced ? 'Namespaced' : 'Cluster',
          singularResource: resource.kind.toLowerCase(),
          verbs: ['create'],
        })),
      ],
    })),
  };
}

function aggregatedResource(kind: Kind): JsonObject {
  const subresources = subresourcesOf(kind).map((name) => {
    const { group = kind.group, version = kind.version, kind: type = kind.kind, verbs } = subresourceOf(name);
    return { subresource: name, responseKind: { group, version, kind: type }, verbs };
  });
  return {
    resource: kind.plural,
    responseKind: { group: kind.group, version: kind.version, kind: kind.kind },
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: kind.verbs ?? USUAL_VERBS,
    ...(kind.shortNames ? { shortNames: kind.shortNames } : {}),
    ...(kind.categories ? { categories: kind.categories } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}

interface Subresource {
  group?: string;
  version?: string;
  kind?: string;
  verbs: readonly string[];
}

const SUBRESOURCES: Record<string, Subresource> = {
  status: { verbs: ['get', 'patch', 'update'] },
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch', 'update'] },
  log: { verbs: ['get'] },
  exec: { kind: 'PodExecOptions', verbs: ['create', 'get'] },
  attach: { kind: 'PodAttachOptions', verbs: ['create', 'get'] },
  portforward: { kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
  binding: { kind: 'Binding', verbs: ['create'] },
  ephemeralcontainers: { verbs: ['get', 'patch', 'update'] },
  finalize: { verbs: ['update'] },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
};

function subresourceOf(name: string): Subresource {
  return SUBRESOURCES[name] ?? { verbs: ['get'] };
}

function resourceList(groupVersion: string, group: string, version: string, kinds: readonly Kind[]): ApiResponse {
  const resources = [
    ...kinds
      .filter((kind) => kind.group === group && kind.version === version)
      .sort((left, right) => (left.plural < right.plural ? -1 : 1))
      .flatMap(plainResources),
    ...(VIRTUAL[group] ?? []).map(({ plural, kind, namespaced }) => ({
      name: plural,
      singularName: kind.toLowerCase(),
      namespaced,
      kind,
      verbs: ['create'],
    })),
  ];
  return jsonResponse({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources });
}

function plainResources(kind: Kind): JsonObject[] {
  const resource = {
    name: kind.plural,
    singularName: kind.singular,
    namespaced: kind.namespaced,
    kind: kind.kind,
    verbs: kind.verbs ?? USUAL_VERBS,
    ...(kind.shortNames ? { shortNames: kind.shortNames } : {}),
    ...(kind.categories ? { categories: kind.categories } : {}),
  };
  const subresources = subresourcesOf(kind).map((name) => {
    const { kind: type = kind.kind, verbs, group, version } = subresourceOf(name);
    const origin = group === undefined ? {} : { group, version };
    return {
      name: `${kind.plural}/${name}`,
      singularName: '',
      namespaced: kind.namespaced,
      ...origin,
      kind: type,
      verbs,
    };
  });
  return [resource, ...subresources];
}

/** What is listed at `/`. */
export function servedPaths(kinds: KindRegistry): string[] {
  const groups = new Set(kinds.all.flatMap(({ group }) => (group ? [`/apis/${group}`] : [])));
  const versions = new Set(kinds.all.flatMap((kind) => (kind.group ? [`/apis/${apiVersionOf(kind)}`] : [])));
  const openApi = ['/openapi/v2', '/openapi/v3'];
  const api = ['/api', '/api/v1', '/apis', ...[...groups, ...versions].sort()];
  return [...api, '/healthz', '/livez', ...openApi, '/readyz', '/version'];
}
