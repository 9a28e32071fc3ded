import type { KindRegistry } from '../kind-table.ts';
import { notFound } from '../status.ts';
import type { Kind } from '../types.ts';

/** The place in the API a path names. */
export interface ResourceRoute {
  kind: Kind;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/** Reads `/api/v1/namespaces/x/pods/y/log` and its like; undefined when no kind is served there. */
export function resourceRoute(path: string, kinds: KindRegistry): ResourceRoute | undefined {
  const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
  const core = segments[0] === 'api';
  if (!core && segments[0] !== 'apis') return undefined;
  const apiVersion = core ? segments[1] : `${segments[1]}/${segments[2]}`;
  const rest = segments.slice(core ? 2 : 3);
  if (apiVersion === undefined || rest.length === 0) return undefined;
  if (rest[0] === 'namespaces' && rest.length >= 3) {
    const inside = kinds.byPath(apiVersion, rest[2]!);
    if (inside?.namespaced && rest.length <= 6) return routeOf(inside, rest.slice(3), rest[1]);
  }
  const kind = kinds.byPath(apiVersion, rest[0]!);
  if (!kind || rest.length > 3 || (kind.namespaced && rest.length > 1)) return undefined;
  return routeOf(kind, rest.slice(1));
}

function routeOf(kind: Kind, [name, ...subresource]: string[], namespace?: string): ResourceRoute | undefined {
  if (subresource.length > 1) return undefined;
  if (subresource[0] !== undefined && !subresourcesOf(kind).includes(subresource[0])) {
    // The server of custom resources speaks for itself.
    if (kind.custom) throw notFound(kind, name!);
    return undefined;
  }
  return { kind, namespace, name, subresource: subresource[0] };
}

export function subresourcesOf(kind: Kind): string[] {
  return [...(kind.hasStatus ? ['status'] : []), ...(kind.hasScale ? ['scale'] : []), ...(kind.subresources ?? [])];
}
