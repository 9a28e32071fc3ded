import { parseFieldSelector } from '../selector/field-selector.ts';
import { SelectorError } from '../selector/label-requirement.ts';
import { parseLabelSelector } from '../selector/label-selector.ts';
import { badRequest } from '../status.ts';
import type { KubernetesObject } from '../types.ts';
import type { Call } from './call.ts';

export type Selection = (object: KubernetesObject) => boolean;

/** The label and field selectors of a list, watch or collection delete; undefined: everything. */
export function selectionOf(call: Call): Selection | undefined {
  const labels = call.query.get('labelSelector');
  const fields = call.query.get('fieldSelector');
  const named: Selection | undefined =
    call.name === undefined ? undefined : (object) => object.metadata.name === call.name;
  if (!labels && !fields) return named;
  try {
    const byLabels = labels ? parseLabelSelector(labels) : undefined;
    const byFields = fields ? parseFieldSelector(fields, call.kind) : undefined;
    return (object) =>
      (!named || named(object)) && (!byLabels || byLabels(object.metadata.labels)) && (!byFields || byFields(object));
  } catch (error) {
    if (error instanceof SelectorError) throw badRequest(error.message);
    throw error;
  }
}
