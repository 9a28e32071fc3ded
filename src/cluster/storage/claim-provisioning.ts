import { EventRecorder } from '../controllers/event-recorder.ts';
import { bytesOf } from '../quantity.ts';
import type { ControllerContext, KubernetesObject } from '../types.ts';
import { referenceTo } from './bind-together.ts';
import { CLAIMS, VOLUMES } from './pod-claims.ts';
import { type Provisioner, provisionedSize, provisionerRefusal, runningProvisioner } from './provisioners.ts';
import { NO_PROVISIONER, STORAGE_CLASSES } from './storage-class.ts';

/** Milliseconds until a volume is made, enlarged. */
const MAKING = 2_000;
const ENLARGING = 3_000;
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const PROVISIONER_MARKS = ['volume.beta.kubernetes.io/storage-provisioner', 'volume.kubernetes.io/storage-provisioner'];

/** Has volumes made by the provisioners of their classes. */
export class ClaimProvisioning {
  readonly #context: ControllerContext;
  /** Of the volume controller itself; provisioners speak for themselves. */
  readonly #events: EventRecorder;
  readonly #recorders = new Map<string, EventRecorder>();
  readonly #atWork = new Set<string>();

  constructor(context: ControllerContext, events: EventRecorder) {
    this.#context = context;
    this.#events = events;
  }

  provision(claim: KubernetesObject, storageClass: KubernetesObject | undefined): void {
    const { uid, namespace, name } = claim.metadata;
    const refused = this.#refusal(claim, storageClass);
    if (refused) {
      this.#events.record(claim, 'Warning', 'ProvisioningFailed', refused);
      return;
    }
    const { provisioner: driver } = storageClass!;
    const { store, clock } = this.#context;
    store.update(CLAIMS, namespace, name, (copy) => {
      const marks = Object.fromEntries(PROVISIONER_MARKS.map((mark) => [mark, driver]));
      copy.metadata.annotations = { ...copy.metadata.annotations, ...marks };
    });
    this.#tellAboutWaiting(claim, driver);
    const provisioner = runningProvisioner(driver, store);
    if (!provisioner || this.#atWork.has(uid!)) return;
    this.#atWork.add(uid!);
    const events = this.#recorderOf(driver, provisioner);
    const doing = `External provisioner is provisioning volume for claim "${namespace}/${name}"`;
    events.record(claim, 'Normal', 'Provisioning', doing);
    clock.after(MAKING, () => {
      this.#atWork.delete(uid!);
      const current = store.get(CLAIMS, namespace, name);
      if (!current || current.metadata.uid !== uid || current.metadata.deletionTimestamp) return;
      const problem = provisionerRefusal(provisioner, current);
      if (problem) {
        const message = `failed to provision volume with StorageClass "${storageClass!.metadata.name}": ${problem}`;
        events.record(current, 'Warning', 'ProvisioningFailed', message);
        return;
      }
      const volume = store.create(this.#volumeFor(current, storageClass!, provisioner));
      const message = `Successfully provisioned volume ${volume.metadata.name}`;
      events.record(current, 'Normal', 'ProvisioningSucceeded', message);
    });
  }

  /** Enlarges the volume of a claim that has come to ask for more. */
  expand(claim: KubernetesObject, volume: KubernetesObject): void {
    const { store, clock } = this.#context;
    const { namespace, name, uid } = claim.metadata;
    const wanted = claim['spec'].resources?.requests?.storage;
    if ((bytesOf(wanted) ?? 0) <= (bytesOf(claim['status']?.capacity?.storage) ?? 0)) return;
    const driver = volume.metadata.annotations?.['pv.kubernetes.io/provisioned-by'] ?? '';
    const provisioner = runningProvisioner(driver, store);
    if (!provisioner || this.#atWork.has(uid!)) return;
    this.#atWork.add(uid!);
    const events = this.#recorderOf(driver, provisioner);
    const doing = `External resizer is resizing volume ${volume.metadata.name}`;
    events.record(claim, 'Normal', 'Resizing', doing);
    clock.after(ENLARGING, () => {
      this.#atWork.delete(uid!);
      const storage = provisionedSize(provisioner, wanted);
      store.update(VOLUMES, undefined, volume.metadata.name, (copy) => {
        copy['spec'].capacity = { storage };
      });
      const grown = store.update(CLAIMS, namespace, name, (copy) => {
        copy['status'] = { ...copy['status'], capacity: { storage } };
      });
      if (grown) events.record(grown, 'Normal', 'VolumeResizeSuccessful', 'Resize volume succeeded');
    });
  }

  #refusal({ spec }: KubernetesObject, storageClass: KubernetesObject | undefined): string | undefined {
    if (!storageClass) return `${STORAGE_CLASSES.replace('classes.', 'class.')} "${spec.storageClassName}" not found`;
    const { provisioner } = storageClass;
    return provisioner === NO_PROVISIONER ? `no volume plugin matched name: ${provisioner}` : undefined;
  }

  #tellAboutWaiting(claim: KubernetesObject, driver: string): void {
    const message = `Waiting for a volume to be created either by the external provisioner '${driver}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    this.#events.record(claim, 'Normal', 'ExternalProvisioning', message);
  }

  #volumeFor(claim: KubernetesObject, storageClass: KubernetesObject, provisioner: Provisioner): KubernetesObject {
    const name = `pvc-${claim.metadata.uid}`;
    const { accessModes, resources, volumeMode } = claim['spec'];
    const node = claim.metadata.annotations?.[SELECTED_NODE];
    const at = { key: 'kubernetes.io/hostname', operator: 'In', values: [this.#hostname(node)] };
    const local = provisioner.isLocal && node;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, annotations: { 'pv.kubernetes.io/provisioned-by': storageClass['provisioner'] } },
      spec: {
        accessModes,
        capacity: { storage: provisionedSize(provisioner, String(resources.requests.storage)) },
        claimRef: referenceTo(claim),
        ...provisioner.source(name, claim),
        ...(local ? { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [at] }] } } } : {}),
        persistentVolumeReclaimPolicy: storageClass['reclaimPolicy'],
        storageClassName: storageClass.metadata.name,
        volumeMode,
        ...(storageClass['mountOptions'] ? { mountOptions: storageClass['mountOptions'] } : {}),
      },
    };
  }

  #hostname(node: string | undefined): string | undefined {
    const labels = this.#context.store.get('nodes', undefined, node ?? '')?.metadata.labels;
    return labels?.['kubernetes.io/hostname'] ?? node;
  }

  /** A provisioner's events carry its driver, the pod it runs in and a number of its run. */
  #recorderOf(driver: string, { workload }: Provisioner): EventRecorder {
    let recorder = this.#recorders.get(driver);
    if (!recorder) {
      const random = this.#context.random.fork(`provisioner/${driver}`);
      const identity = `${driver}_${workload}-${random.suffix(10)}-${random.suffix(5)}_${random.uuid()}`;
      this.#recorders.set(driver, (recorder = new EventRecorder(this.#context, identity)));
    }
    return recorder;
  }
}
