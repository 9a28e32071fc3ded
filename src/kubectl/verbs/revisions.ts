import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import type { Target } from '../selection.ts';
import { selectorText } from './pods-of.ts';

export const REVISION = 'deployment.kubernetes.io/revision';
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** One earlier state of a workload's pod template. */
export interface Revision {
  number: number;
  changeCause: string;
  template: Json;
  /** Of the replica set that keeps it; a deployment that goes back takes them over. */
  annotations: Readonly<Record<string, string>>;
}

/** The revisions of a deployment (its replica sets), daemon set or stateful set (their controller revisions), oldest first. */
export async function revisionsOf(call: Invocation, target: Target): Promise<Revision[]> {
  const { kind } = target.resource;
  const uid = target.object.metadata.uid;
  const isOwned = (item: Json): boolean =>
    ((item.metadata.ownerReferences ?? []) as Json[]).some((owner) => owner.uid === uid);
  if (kind !== 'Deployment' && kind !== 'DaemonSet' && kind !== 'StatefulSet') {
    throw new Failure(`error retrieving history for "${kind}", no visitor method exists for { ${kind}}`);
  }
  const plural = kind === 'Deployment' ? 'replicasets' : 'controllerrevisions';
  const list = await call.client.get(`/apis/apps/v1/namespaces/${target.namespace}/${plural}`, {
    labelSelector: selectorText(target.resource, target.object),
  });
  const revisions = (list.items as Json[]).filter(isOwned).map(
    (item): Revision => ({
      number: Number(kind === 'Deployment' ? item.metadata.annotations?.[REVISION] : item.revision),
      changeCause: item.metadata.annotations?.[CHANGE_CAUSE] ?? '',
      template: item.spec?.template ?? item.data?.spec?.template,
      annotations: kind === 'Deployment' ? (item.metadata.annotations ?? {}) : {},
    }),
  );
  return revisions.filter(({ number }) => number > 0).sort((one, other) => one.number - other.number);
}
