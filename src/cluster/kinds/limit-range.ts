import type { JsonObject } from '../json-object.ts';
import type { ReadStore } from '../types.ts';

/** Fills a LimitRange up: limits default to the maximum, requests to the limits and then to the minimum. */
export function defaultLimitRange(spec: JsonObject): void {
  for (const limit of spec['limits'] ?? []) {
    if (limit.type !== 'Container') continue;
    const limits = { ...limit.max, ...limit.default };
    const requests = { ...limit.min, ...limits, ...limit.defaultRequest };
    if (Object.keys(limits).length > 0) limit.default = limits;
    if (Object.keys(requests).length > 0) limit.defaultRequest = requests;
  }
}

/** Gives the containers of a new pod the limits and requests its namespace's LimitRanges set; `spec` is changed. */
export function applyLimitRanges(spec: JsonObject, namespace: string | undefined, store: ReadStore): void {
  for (const range of store.list('limitranges', namespace)) {
    for (const limit of range['spec'].limits ?? []) {
      if (limit.type !== 'Container') continue;
      for (const container of [...(spec['initContainers'] ?? []), ...(spec['containers'] ?? [])]) {
        const { limits, requests } = container.resources;
        const wantedLimits = { ...limit.default, ...limits };
        const wantedRequests = { ...limit.defaultRequest, ...requests };
        if (Object.keys(wantedLimits).length > 0) container.resources.limits = wantedLimits;
        if (Object.keys(wantedRequests).length > 0) container.resources.requests = wantedRequests;
      }
    }
  }
}
