import type { Kind, KindTable, ResourceName } from './types.ts';

export function resourceOf(kind: Kind): ResourceName {
  return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}

export function apiVersionOf(kind: Kind): string {
  return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}

export const USUAL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;

/** The kinds a cluster serves. Custom resource definitions add to it and take away while it runs. */
export class KindRegistry implements KindTable {
  #all: Kind[] = [];
  readonly #byResource = new Map<ResourceName, Kind>();
  readonly #byGroupVersionKind = new Map<string, Kind>();
  readonly #byPath = new Map<string, Kind>();
  readonly #listeners = new Set<(kind: Kind) => void>();
  /** Rises with each change, so that what is derived from the table knows when it is stale. */
  revision = 0;

  constructor(kinds: readonly Kind[]) {
    for (const kind of kinds) this.add(kind);
  }

  get all(): readonly Kind[] {
    return this.#all;
  }

  byResource(resource: ResourceName): Kind | undefined {
    return this.#byResource.get(resource);
  }

  byGroupVersionKind(apiVersion: string, kind: string): Kind | undefined {
    return this.#byGroupVersionKind.get(`${apiVersion}/${kind}`);
  }

  /** The kind served at `/api/v1/PLURAL` or `/apis/GROUP/VERSION/PLURAL`. */
  byPath(apiVersion: string, plural: string): Kind | undefined {
    return this.#byPath.get(`${apiVersion}/${plural}`);
  }

  add(kind: Kind): void {
    this.remove(resourceOf(kind));
    this.#all = [...this.#all, kind];
    this.#byResource.set(resourceOf(kind), kind);
    this.#byGroupVersionKind.set(`${apiVersionOf(kind)}/${kind.kind}`, kind);
    this.#byPath.set(`${apiVersionOf(kind)}/${kind.plural}`, kind);
    this.revision++;
    for (const listener of this.#listeners) listener(kind);
  }

  remove(resource: ResourceName): void {
    const kind = this.#byResource.get(resource);
    if (!kind) return;
    this.#all = this.#all.filter((other) => other !== kind);
    this.#byResource.delete(resource);
    this.#byGroupVersionKind.delete(`${apiVersionOf(kind)}/${kind.kind}`);
    this.#byPath.delete(`${apiVersionOf(kind)}/${kind.plural}`);
    this.revision++;
  }

  /** Calls `listener` for each kind there is and each that joins later. */
  each(listener: (kind: Kind) => void): void {
    for (const kind of this.#all) listener(kind);
    this.#listeners.add(listener);
  }
}
