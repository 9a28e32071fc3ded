import type { Json } from '../client/api-client.ts';
import { Failure, throwCollected, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select } from '../selection.ts';
import { patchTarget, typedObject } from './patch-targets.ts';

interface Taint {
  key: string;
  value?: string;
  effect: string;
}

const TAINT = 'kubectl taint';
const NAME_SYNTAX =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric " +
  "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
  "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `kubectl taint`. */
export async function taint(call: Invocation): Promise<void> {
  const isTaint = (arg: string): boolean => /[=:]/.test(arg) || arg.endsWith('-');
  const resources = call.args.filter((arg) => !isTaint(arg));
  const specs = call.args.filter(isTaint);
  if (resources.length === 0) throw new Failure('one or more resources must be specified as <resource> <name>');
  if (specs.length === 0) throw new Failure('at least one taint update is required');
  const added = specs.filter((spec) => !spec.endsWith('-')).map(readTaint);
  const removed = specs.filter((spec) => spec.endsWith('-')).map((spec) => readRemoval(spec.slice(0, -1)));
  refuseConflicts(added, removed);
  const print = await resultPrinter(call);
  const selection = await select(call, { args: resources });
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      const taints: Taint[] = target.object.spec?.taints ?? [];
      const next = changedTaints(call, target.name, taints, added, removed);
      const object = await patchTarget(call, target, 'kubectl-taint', (copy) => setTaints(copy, next));
      print(object ?? typedObject(target), outcome(call, added, removed));
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

function refuseConflicts(added: readonly Taint[], removed: readonly Partial<Taint>[]): void {
  const conflicts = added.flatMap((each) =>
    removed.filter((gone) => gone.key === each.key && (!gone.effect || gone.effect === each.effect)),
  );
  if (conflicts.length === 0) return;
  const names = conflicts.map(({ key, effect }) => `${key}=${effect ?? ''}`).join(', ');
  throw new Failure(`can not both modify and remove the following taint(s) in the same command: ${names}`);
}

function outcome(call: Invocation, added: readonly Taint[], removed: readonly unknown[]): string {
  if (call.flags.bool('overwrite') || (added.length > 0 && removed.length > 0)) return 'modified';
  return added.length > 0 ? 'tainted' : 'untainted';
}

function setTaints(copy: Json, taints: readonly Taint[]): void {
  copy.spec ??= {};
  if (taints.length > 0) copy.spec.taints = taints;
  else delete copy.spec.taints;
}

function changedTaints(
  call: Invocation,
  node: string,
  taints: readonly Taint[],
  added: readonly Taint[],
  removed: readonly Partial<Taint>[],
): Taint[] {
  const same = (one: Partial<Taint>, other: Taint): boolean =>
    one.key === other.key && (one.effect === undefined || one.effect === '' || one.effect === other.effect);
  const missing = removed.find((gone) => !taints.some((each) => same(gone, each)));
  if (missing) {
    throw new Failure(
      missing.effect ? `taint "${missing.key}:${missing.effect}" not found` : `taint "${missing.key}" not found`,
    );
  }
  const taken = added.filter((each) => taints.some((old) => same(each, old)));
  if (taken.length > 0 && !call.flags.bool('overwrite')) {
    throw new Failure(
      `node ${node} already has ${taken[0]!.key} taint(s) with same effect(s) and --overwrite is false`,
    );
  }
  const kept = taints.filter(
    (old) => !added.some((each) => same(each, old)) && !removed.some((gone) => same(gone, old)),
  );
  return [...added, ...kept];
}

function readTaint(spec: string): Taint {
  const [, key, value, effect] = /^([^=:]*)(?:=([^:]*))?(?::(.*))?$/.exec(spec) ?? [];
  if (!key || effect === undefined) {
    const isName = !/[=:]/.test(spec) || spec.includes(':');
    throw usageFailure(TAINT, `invalid taint spec: ${spec}${isName ? '' : `, ${NAME_SYNTAX}`}`);
  }
  if (!EFFECTS.includes(effect)) throw usageFailure(TAINT, `invalid taint effect: ${effect}, unsupported taint effect`);
  return { key, ...(value ? { value } : {}), effect };
}

function readRemoval(spec: string): Partial<Taint> {
  const [key, effect] = spec.split(':', 2);
  return { key: key!.replace(/=.*$/, ''), effect };
}
