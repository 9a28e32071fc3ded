import { deleteGracefully } from '../controllers/delete-gracefully.ts';
import { EventRecorder } from '../controllers/event-recorder.ts';
import { splitKey, WorkQueue } from '../controllers/work-queue.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { setVolumePhase } from './bind-together.ts';
import { CLAIMS, VOLUMES } from './pod-claims.ts';
import { runningProvisioner } from './provisioners.ts';

/** Milliseconds until a volume's data are gone. */
const DELETING = 2_000;

/** Keeps the phase of volumes, and does with those whose claim is gone what their reclaim policy says. */
export function volumeReclaimer(): Controller {
  return { start: (context) => new VolumeReclaimer(context).start() };
}

class VolumeReclaimer {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'persistentvolume-controller');
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(splitKey(key)[1]));
  }

  start(): void {
    const { store } = this.#context;
    store.subscribe(VOLUMES, ({ type, object }) => {
      if (type !== 'DELETED') this.#queue.add(`/${object.metadata.name}`);
    });
    store.subscribe(CLAIMS, ({ type, object }) => {
      if (type === 'DELETED' && object['spec'].volumeName) this.#queue.add(`/${object['spec'].volumeName}`);
    });
  }

  #sync(name: string): void {
    const { store, clock } = this.#context;
    const volume = store.get(VOLUMES, undefined, name);
    if (!volume) return;
    const { claimRef } = volume['spec'];
    if (!claimRef?.uid) {
      setVolumePhase(store, clock.now(), name, 'Available');
      return;
    }
    const claim = store.get(CLAIMS, claimRef.namespace, claimRef.name);
    if (claim?.metadata.uid === claimRef.uid) return;
    const { phase } = volume['status'] ?? {};
    if (phase === 'Released' || phase === 'Failed') return;
    setVolumePhase(store, clock.now(), name, 'Released');
    // Whoever deleted the volume before has decided already.
    if (!volume.metadata.deletionTimestamp) this.#reclaim(volume);
  }

  #reclaim(volume: KubernetesObject): void {
    const { persistentVolumeReclaimPolicy: policy } = volume['spec'];
    if (policy === 'Delete') this.#delete(volume);
    if (policy === 'Recycle') this.#later(volume, () => this.#recycle(volume));
  }

  #delete(volume: KubernetesObject): void {
    const { store } = this.#context;
    const driver = volume.metadata.annotations?.['pv.kubernetes.io/provisioned-by'];
    if (driver) {
      // Without its provisioner nobody deletes it.
      if (runningProvisioner(driver, store)) this.#later(volume, (current) => deleteGracefully(this.#context, current));
      return;
    }
    const path: string | undefined = volume['spec'].hostPath?.path;
    if (path?.startsWith('/tmp/')) {
      this.#later(volume, (current) => deleteGracefully(this.#context, current));
      return;
    }
    const name = volume.metadata.name;
    const message = path
      ? `host_path deleter only supports /tmp/.+ but received provided ${path}`
      : `error getting deleter volume plugin for volume "${name}": no deletable volume plugin matched`;
    setVolumePhase(store, this.#context.clock.now(), name, 'Failed', message);
    this.#events.record(volume, 'Warning', 'VolumeFailedDelete', message);
  }

  #recycle(volume: KubernetesObject): void {
    this.#events.record(volume, 'Normal', 'VolumeRecycled', 'Volume recycled');
    this.#context.store.update(VOLUMES, undefined, volume.metadata.name, (copy) => {
      delete copy['spec'].claimRef;
    });
  }

  #later(volume: KubernetesObject, action: (current: KubernetesObject) => void): void {
    this.#context.clock.after(DELETING, () => {
      const current = this.#context.store.get(VOLUMES, undefined, volume.metadata.name);
      if (current?.metadata.uid === volume.metadata.uid) action(current!);
    });
  }
}
