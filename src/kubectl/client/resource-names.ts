import { Failure } from '../failure.ts';
import type { ApiClient } from './api-client.ts';
import { discover, type Resource } from './discovery.ts';

/** Finds types by what people type: `po`, `Pods`, `deploy.apps`, `deployments.v1.apps`, `felixconfiguration.p`. */
export async function findResource(client: ApiClient, name: string): Promise<Resource> {
  const found = matchName(await discover(client), name) ?? matchName(await discover(client, true), name);
  if (found) return found;
  throw new Failure(`the server doesn't have a resource type "${name.split('.')[0]}"`);
}

/** Expands a comma list, with categories such as `all` standing for their types. */
export async function findResources(client: ApiClient, names: string): Promise<Resource[]> {
  const resources = await discover(client);
  const found: Resource[] = [];
  for (const name of names.split(',')) {
    if (name === '') throw new Failure('arguments in resource/name form must have a single resource and name');
    const inCategory = resources.filter((resource) => resource.categories.includes(name));
    const matches = inCategory.length > 0 ? firstVersions(inCategory) : [await findResource(client, name)];
    found.push(...matches);
  }
  return found;
}

/** The type of a manifest's `apiVersion` and `kind`; undefined when the server has none. */
export async function findKind(client: ApiClient, apiVersion: string, kind: string): Promise<Resource | undefined> {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const match = (resources: readonly Resource[]): Resource | undefined =>
    resources.find((each) => isSpelling(each.kind, kind) && each.group === group && each.version === version);
  return match(await discover(client)) ?? match(await discover(client, true));
}

/** A kind is known by its own name and in small letters. */
function isSpelling(kind: string, given: string): boolean {
  return kind === given || kind.toLowerCase() === given;
}

function matchName(resources: readonly Resource[], name: string): Resource | undefined {
  const [first, second, ...rest] = name.split('.');
  const versioned = rest.length > 0 ? match(resources, first!, rest.join('.'), second) : undefined;
  const group = second === undefined ? undefined : [second, ...rest].join('.');
  return versioned ?? match(resources, first!, group) ?? matchKind(resources, first!, group);
}

function match(
  resources: readonly Resource[],
  word: string,
  group: string | undefined,
  version?: string,
): Resource | undefined {
  const name = word.toLowerCase();
  const candidates = resources.filter((each) => version === undefined || each.version === version);
  const inGroup =
    group === undefined
      ? candidates
      : withFallback(
          candidates.filter((each) => each.group === group),
          () => (group === '' ? [] : candidates.filter((each) => each.group.startsWith(group))),
          (each) => names(each).includes(name),
        );
  return (
    inGroup.find((each) => each.plural === name || each.singular === name) ??
    inGroup.find((each) => each.shortNames.includes(name))
  );
}

function matchKind(resources: readonly Resource[], kind: string, group: string | undefined): Resource | undefined {
  return resources.find((each) => each.kind === kind && (group === undefined || each.group === group));
}

function names(resource: Resource): string[] {
  return [resource.plural, resource.singular, ...resource.shortNames];
}

function withFallback<T>(first: T[], second: () => T[], wanted: (each: T) => boolean): T[] {
  return first.some(wanted) ? first : second();
}

/** A category lists each type once, in the group's preferred version. */
function firstVersions(resources: readonly Resource[]): Resource[] {
  const seen = new Set<string>();
  return resources.filter((each) => {
    const key = `${each.plural}.${each.group}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
