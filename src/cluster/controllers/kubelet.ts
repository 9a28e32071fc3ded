import { renewedLeaseKind } from '../kinds/lease.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { EventRecorder } from './event-recorder.ts';
import { PodAddresses } from './pod-addresses.ts';
import { PodLife } from './pod-life.ts';

/** Runs the pods bound to the cluster's nodes: images, containers, readiness, restarts, endings. */
export function kubelet(): Controller {
  return { start: startKubelet };
}

function startKubelet(context: ControllerContext): void {
  const { store } = context;
  context.serve(renewedLeaseKind);
  const lives = new Map<string, PodLife>();
  /** The inputs of the session that made pods, by uid: what a pod does is their doing. */
  const causes = new Map<string, number>();
  const addresses = new PodAddresses();
  const events = new EventRecorder(context, 'kubelet');

  store.subscribe('pods', ({ type, object, input }) => {
    const uid = object.metadata.uid!;
    if (type === 'DELETED') {
      lives.get(uid)?.stop();
      lives.delete(uid);
      causes.delete(uid);
      addresses.release(object);
      return;
    }
    if (type === 'ADDED' && input !== undefined) causes.set(uid, input);
    addresses.note(object);
    const life = lives.get(uid);
    if (life) life.observe(object);
    else begin(object);
  });

  store.subscribe('nodes', ({ type, object }) => {
    if (type !== 'ADDED') return;
    for (const pod of store.list('pods')) {
      if (pod['spec'].nodeName === object.metadata.name && !lives.has(pod.metadata.uid!)) begin(pod);
    }
  });

  function begin(pod: KubernetesObject): void {
    const { nodeName } = pod['spec'];
    const phase = pod['status']?.phase;
    if (!nodeName || phase === 'Succeeded' || phase === 'Failed') return;
    const node = store.get('nodes', undefined, nodeName);
    if (!node) return;
    const life = new PodLife(context, { pod, node, addresses, events, input: causes.get(pod.metadata.uid!) });
    lives.set(pod.metadata.uid!, life);
    life.start();
  }
}
