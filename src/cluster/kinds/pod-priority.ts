import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject, ReadStore } from '../types.ts';

/** Gives a new pod the number of its PriorityClass, or of the one that is the default; `spec` is changed. */
export function applyPriority(spec: JsonObject, store: ReadStore): void {
  const one = priorityClassOf(spec, store);
  if (!one) return;
  spec['priorityClassName'] = one.metadata.name;
  spec['priority'] = one['value'];
  spec['preemptionPolicy'] = one['preemptionPolicy'];
}

/** Why the Priority plugin refuses a new pod; undefined when it does not. */
export function priorityProblem(spec: JsonObject, store: ReadStore): string | undefined {
  const name = spec['priorityClassName'];
  return name && !priorityClassOf(spec, store) ? `no PriorityClass with name ${name} was found` : undefined;
}

function priorityClassOf(spec: JsonObject, store: ReadStore): KubernetesObject | undefined {
  const name = spec['priorityClassName'];
  if (name) return store.get('priorityclasses.scheduling.k8s.io', undefined, name);
  return store.list('priorityclasses.scheduling.k8s.io').find((each) => each['globalDefault'] === true);
}
