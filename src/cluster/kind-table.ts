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

  /** One a resource. */
  get all(): readonly Kind[] {
    return this.#all;
  }

  /** All versions of all resources. */
  get served(): readonly Kind[] {
    return this.#all.flatMap(versionsOf);
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
    for (const version of versionsOf(kind)) {
      this.#byGroupVersionKind.set(`${apiVersionOf(version)}/${version.kind}`, version);
      this.#byPath.set(`${apiVersionOf(version)}/${version.plural}`, version);
    }
    for (const name of unservedNames(kind)) this.#byGroupVersionKind.set(name, kind);
    this.revision++;
    for (const listener of this.#listeners) listener(kind);
  }

  remove(resource: ResourceName): void {
    const kind = this.#byResource.get(resource);
    if (!kind) return;
    this.#all = this.#all.filter((other) => other !== kind);
    this.#byResource.delete(resource);
    for (const version of versionsOf(kind)) {
      this.#byGroupVersionKind.delete(`${apiVersionOf(version)}/${version.kind}`);
      this.#byPath.delete(`${apiVersionOf(version)}/${version.plural}`);
    }
    for (const name of unservedNames(kind)) this.#byGroupVersionKind.delete(name);
    this.revision++;
  }

  /** Calls `listener` for each kind there is and each that joins later. */
  each(listener: (kind: Kind) => void): void {
    for (const kind of this.#all) listener(kind);
    this.#listeners.add(listener);
  }
}

function versionsOf(kind: Kind): readonly Kind[] {
  return kind.otherVersions ? [kind, ...kind.otherVersions] : [kind];
}

function unservedNames(kind: Kind): string[] {
  return (kind.unservedVersions ?? []).map((version) => `${apiVersionOf({ ...kind, version })}/${kind.kind}`);
}
