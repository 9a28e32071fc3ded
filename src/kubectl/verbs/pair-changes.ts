import { Failure } from '../failure.ts';

/** What `KEY=VALUE` and `KEY-` arguments ask for. */
export interface PairChanges {
  set: Map<string, string>;
  remove: string[];
}

/**
 * Splits the arguments of label, annotate and taint-like verbs into resources and changes: the first `KEY=VALUE` or
 * `KEY-` ends the resources. Throws when one key is both set and removed, or set twice to different values.
 */
export function readPairChanges(
  args: readonly string[],
  noun: 'label' | 'annotation',
): { resources: string[]; changes: PairChanges } {
  const first = args.findIndex(isChange);
  const at = first === -1 ? args.length : first;
  const changes: PairChanges = { set: new Map(), remove: [] };
  for (const arg of args.slice(at)) {
    if (!isChange(arg)) throw new Failure(`all resources must be specified before ${noun} changes: ${arg}`);
    if (arg.includes('=')) {
      const equals = arg.indexOf('=');
      const key = arg.slice(0, equals);
      if (key === '') throw new Failure(`invalid ${noun} format: ${arg}`);
      if (noun === 'label' && arg.indexOf('=', equals + 1) !== -1) throw new Failure(`invalid label spec: ${arg}`);
      changes.set.set(key, arg.slice(equals + 1));
    } else changes.remove.push(arg.slice(0, -1));
  }
  const both = changes.remove.find((key) => changes.set.has(key));
  if (both !== undefined) {
    const article = noun === 'label' ? 'a' : 'an';
    throw new Failure(`can not both modify and remove ${article} ${noun} in the same command`);
  }
  return { resources: args.slice(0, at), changes };
}

function isChange(arg: string): boolean {
  return arg.includes('=') || (arg.endsWith('-') && arg !== '-');
}
