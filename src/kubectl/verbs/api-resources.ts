import { discover, groupVersion, qualifiedPlural, type Resource } from '../client/discovery.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, TABLE_LAYOUT } from '../printers/columns.ts';

/** `kubectl api-resources`. */
export async function apiResources(call: Invocation): Promise<void> {
  const { flags } = call;
  if (call.args.length > 0) throw usageFailure(call.path, `unexpected arguments: [${call.args.join(' ')}]`);
  const output = flags.string('output');
  if (output !== '' && output !== 'wide' && output !== 'name') throw new Failure(`--output ${output} is not available`);
  const sortBy = flags.string('sort-by');
  if (sortBy !== '' && sortBy !== 'name' && sortBy !== 'kind') throw new Failure('--sort-by accepts only name or kind');
  const preferred = onePerResource(await discover(call.client, true));
  const shown = preferred.filter((resource) => isWanted(call, resource)).sort(byGroupAndName);
  if (sortBy)
    shown.sort((one, other) =>
      compare(sortBy === 'name' ? one.plural : one.kind, sortBy === 'name' ? other.plural : other.kind),
    );
  if (output === 'name') return call.print(shown.map((each) => `${qualifiedPlural(each)}\n`).join(''));
  const wide = output === 'wide';
  const header = flags.bool('no-headers')
    ? ''
    : `NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND${wide ? '\tVERBS\tCATEGORIES' : ''}\n`;
  call.print(alignColumns(header + shown.map((each) => rowText(each, wide)).join(''), TABLE_LAYOUT));
}

/** `kubectl api-versions`. */
export async function apiVersions(call: Invocation): Promise<void> {
  const versions = new Set((await discover(call.client, true)).map(groupVersion));
  call.print(
    [...versions]
      .sort()
      .map((each) => `${each}\n`)
      .join(''),
  );
}

/** A resource served in several versions is listed in the first, which is the preferred one. */
function onePerResource(resources: readonly Resource[]): Resource[] {
  return [...new Map(resources.toReversed().map((each) => [qualifiedPlural(each), each])).values()].reverse();
}

function isWanted(call: Invocation, resource: Resource): boolean {
  const { flags } = call;
  if (flags.changed('api-group') && resource.group !== flags.string('api-group')) return false;
  if (flags.changed('namespaced') && resource.namespaced !== flags.bool('namespaced')) return false;
  if (!flags.list('verbs').every((verb) => resource.verbs.includes(verb))) return false;
  return flags.list('categories').every((category) => resource.categories.includes(category));
}

function rowText(resource: Resource, wide: boolean): string {
  const cells = [
    resource.plural,
    resource.shortNames.join(','),
    groupVersion(resource),
    String(resource.namespaced),
    resource.kind,
    ...(wide ? [[...resource.verbs].sort().join(','), resource.categories.join(',')] : []),
  ];
  return `${cells.join('\t')}\n`;
}

function byGroupAndName(one: Resource, other: Resource): number {
  return compare(one.group, other.group) || compare(one.plural, other.plural);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
