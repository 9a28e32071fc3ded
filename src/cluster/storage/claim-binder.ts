import { EventRecorder } from '../controllers/event-recorder.ts';
import { keyOf, splitKey, WorkQueue } from '../controllers/work-queue.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { bindTogether, setClaimPhase } from './bind-together.ts';
import { ClaimProvisioning } from './claim-provisioning.ts';
import { isKeptFor, matchVolume, mismatch } from './match-volume.ts';
import { CLAIMS, claimNames, VOLUMES } from './pod-claims.ts';
import { classOfClaim, defaultStorageClass, STORAGE_CLASSES, waitsForConsumer } from './storage-class.ts';

const COMPLETED = 'pv.kubernetes.io/bind-completed';
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/** Gives claims their volumes: those made by hand that fit, or new ones of their class. */
export function claimBinder(): Controller {
  return { start: (context) => new ClaimBinder(context).start() };
}

class ClaimBinder {
  readonly #context: ControllerContext;
  readonly #events: EventRecorder;
  readonly #provisioning: ClaimProvisioning;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, 'persistentvolume-controller');
    this.#provisioning = new ClaimProvisioning(context, this.#events);
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(...splitKey(key)));
  }

  start(): void {
    const { store } = this.#context;
    store.subscribe(CLAIMS, ({ type, object }) => {
      if (type !== 'DELETED') this.#queue.add(keyOf(object.metadata.namespace, object.metadata.name));
    });
    const lookAgain = () => {
      for (const { metadata } of store.list(CLAIMS)) this.#queue.add(keyOf(metadata.namespace, metadata.name));
    };
    store.subscribe(VOLUMES, lookAgain);
    store.subscribe(STORAGE_CLASSES, lookAgain);
  }

  #sync(namespace: string, name: string): void {
    const claim = this.#context.store.get(CLAIMS, namespace, name);
    if (!claim || claim.metadata.deletionTimestamp) return;
    if (claim.metadata.annotations?.[COMPLETED]) this.#checkBound(claim);
    else if (claim['spec'].volumeName) this.#bindRequested(claim);
    else this.#findVolume(claim);
  }

  #findVolume(claim: KubernetesObject): void {
    const { store } = this.#context;
    if (claim['spec'].storageClassName === undefined && this.#takeDefaultClass(claim)) return;
    const delayed = waitsForConsumer(claim, store) && !claim.metadata.annotations?.[SELECTED_NODE];
    const volume = matchVolume(claim, store.list(VOLUMES), { free: !delayed });
    if (volume) {
      bindTogether(this.#context, claim, volume);
      return;
    }
    setClaimPhase(store, claim, 'Pending');
    if (delayed) this.#waitForConsumer(claim);
    else if (claim['spec'].storageClassName) this.#provisioning.provision(claim, classOfClaim(claim, store));
    else {
      const message = 'no persistent volumes available for this claim and no storage class is set';
      this.#events.record(claim, 'Normal', 'FailedBinding', message);
    }
  }

  /** A claim that was there before its class was made the default gets it too. */
  #takeDefaultClass({ metadata }: KubernetesObject): boolean {
    const { store } = this.#context;
    const usual = defaultStorageClass(store);
    if (!usual) return false;
    store.update(CLAIMS, metadata.namespace, metadata.name, (copy) => {
      copy['spec'].storageClassName = usual.metadata.name;
    });
    return true;
  }

  #waitForConsumer(claim: KubernetesObject): void {
    const { namespace, name } = claim.metadata;
    const pods = this.#context.store
      .list('pods', namespace)
      .filter((pod) => !pod['spec'].nodeName && claimNames(pod).includes(name))
      .map((pod) => pod.metadata.name);
    if (pods.length === 0) {
      const message = 'waiting for first consumer to be created before binding';
      this.#events.record(claim, 'Normal', 'WaitForFirstConsumer', message);
    } else {
      const message = `waiting for ${pods.length === 1 ? 'pod' : 'pods'} ${pods.join(',')} to be scheduled`;
      this.#events.record(claim, 'Normal', 'WaitForPodScheduled', message);
    }
  }

  /** The claim says which volume it wants. */
  #bindRequested(claim: KubernetesObject): void {
    const { store } = this.#context;
    const { volumeName } = claim['spec'];
    const volume = store.get(VOLUMES, undefined, volumeName);
    if (!volume) {
      setClaimPhase(store, claim, 'Pending');
      return;
    }
    if (volume['spec'].claimRef && !isKeptFor(volume, claim)) {
      setClaimPhase(store, claim, 'Pending');
      const message = `volume "${volumeName}" already bound to a different claim.`;
      this.#events.record(claim, 'Warning', 'FailedBinding', message);
      return;
    }
    const problem = mismatch(claim, volume);
    if (!problem) {
      bindTogether(this.#context, claim, volume);
      return;
    }
    setClaimPhase(store, claim, 'Pending');
    const message = `Cannot bind to requested volume "${volumeName}": ${problem}`;
    this.#events.record(claim, 'Warning', 'VolumeMismatch', message);
  }

  #checkBound(claim: KubernetesObject): void {
    const { store } = this.#context;
    const volume = store.get(VOLUMES, undefined, claim['spec'].volumeName ?? '');
    if (volume && (!volume['spec'].claimRef || isKeptFor(volume, claim))) {
      bindTogether(this.#context, claim, volume);
      this.#provisioning.expand(claim, volume);
      return;
    }
    if (claim['status']?.phase === 'Lost') return;
    setClaimPhase(store, claim, 'Lost');
    if (volume) {
      const message = 'Two claims are bound to the same volume, this one is bound incorrectly';
      this.#events.record(claim, 'Warning', 'ClaimMisbound', message);
    } else {
      const message = 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
      this.#events.record(claim, 'Warning', 'ClaimLost', message);
    }
  }
}
