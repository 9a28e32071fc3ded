import type { JsonObject } from '../json-object.ts';
import { bytesOf } from '../quantity.ts';
import type { KubernetesObject, ReadStore } from '../types.ts';
import { defaultStorageClass } from './storage-class.ts';

/** A program that makes volumes for claims of its classes. */
export interface Provisioner {
  /** Of the pods it runs in; its events carry it. */
  workload: string;
  /** What its pods' image is called: where one runs, so does the provisioner. */
  image: RegExp;
  accessModes: readonly string[];
  /** What it says to a claim with another access mode. */
  refusal: string;
  /** Makes disks of whole GiB. */
  wholeGibibytes?: boolean;
  /** The part of a volume's spec that says where its data are. */
  source(volume: string, claim: KubernetesObject): JsonObject;
  /** The node a volume can be used from only, where there is one. */
  isLocal?: boolean;
}

const ONE_NODE = ['ReadWriteOnce', 'ReadWriteOncePod'];
const MANY_NODES = [...ONE_NODE, 'ReadWriteMany', 'ReadOnlyMany'];
const UNSUPPORTED = 'rpc error: code = InvalidArgument desc = Volume capability not supported';

/** Volumes of a CSI driver, which are attached to the node that uses them. */
function csi(
  driver: string,
  {
    workload,
    image,
    accessModes,
    handle,
  }: Pick<Provisioner, 'workload' | 'image' | 'accessModes'> & { handle: string },
): Provisioner {
  return {
    workload,
    image,
    accessModes,
    refusal: UNSUPPORTED,
    wholeGibibytes: true,
    source: (volume, { metadata }) => ({
      csi: {
        driver,
        volumeAttributes: {
          'csi.storage.k8s.io/pv/name': volume,
          'csi.storage.k8s.io/pvc/name': metadata.name,
          'csi.storage.k8s.io/pvc/namespace': metadata.namespace,
        },
        volumeHandle: handle.replace('{volume}', volume),
      },
    }),
  };
}

/** Volumes that are a folder of a node. */
function folder(
  workload: string,
  image: RegExp,
  path: (volume: string, claim: KubernetesObject) => string,
): Provisioner {
  return {
    workload,
    image,
    accessModes: ONE_NODE,
    refusal: 'NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes',
    source: (volume, claim) => ({ hostPath: { path: path(volume, claim), type: 'DirectoryOrCreate' } }),
    isLocal: true,
  };
}

const AZURE_DISK =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mc_cluster/providers/Microsoft.Compute/disks/{volume}';

/** Provisioners by the name classes give. */
const PROVISIONERS: Readonly<Record<string, Provisioner>> = {
  'disk.csi.azure.com': csi('disk.csi.azure.com', {
    workload: 'csi-azuredisk-controller',
    image: /\/azuredisk-csi\b/,
    accessModes: ONE_NODE,
    handle: AZURE_DISK,
  }),
  'file.csi.azure.com': csi('file.csi.azure.com', {
    workload: 'csi-azurefile-controller',
    image: /\/azurefile-csi\b/,
    accessModes: MANY_NODES,
    handle: 'mc_cluster#account#{volume}#',
  }),
  'ebs.csi.aws.com': csi('ebs.csi.aws.com', {
    workload: 'ebs-csi-controller',
    image: /\/aws-ebs-csi-driver\b/,
    accessModes: ONE_NODE,
    handle: 'vol-{volume}',
  }),
  'pd.csi.storage.gke.io': csi('pd.csi.storage.gke.io', {
    workload: 'csi-gce-pd-controller',
    image: /\/gcp-compute-persistent-disk-csi-driver\b/,
    accessModes: ONE_NODE,
    handle: 'projects/lab/disks/{volume}',
  }),
  'rancher.io/local-path': folder(
    'local-path-provisioner',
    /\/local-path-provisioner\b/,
    (volume, { metadata }) => `/opt/local-path-provisioner/${volume}_${metadata.namespace}_${metadata.name}`,
  ),
  'k8s.io/minikube-hostpath': folder(
    'minikube',
    /\/storage-provisioner\b/,
    (_volume, { metadata }) => `/tmp/hostpath-provisioner/${metadata.namespace}/${metadata.name}`,
  ),
};

/**
 * The provisioner of that name, if it runs in the cluster: its driver is registered, a pod of it runs, or claims that
 * name no class are meant to get it.
 */
export function runningProvisioner(name: string, store: ReadStore): Provisioner | undefined {
  const provisioner = Object.hasOwn(PROVISIONERS, name) ? PROVISIONERS[name] : undefined;
  if (!provisioner) return undefined;
  const runs =
    store.get('csidrivers.storage.k8s.io', undefined, name) !== undefined ||
    defaultStorageClass(store)?.['provisioner'] === name ||
    store.list('pods').some((pod) => pod['status']?.phase === 'Running' && carries(pod, provisioner.image));
  return runs ? provisioner : undefined;
}

function carries(pod: KubernetesObject, image: RegExp): boolean {
  return pod['spec'].containers.some((container: JsonObject) => image.test(container['image']));
}

/** Why a provisioner makes no volume for a claim; undefined: it does. */
export function provisionerRefusal(provisioner: Provisioner, { spec }: KubernetesObject): string | undefined {
  if (spec.selector) return 'claim Selector is not supported';
  return spec.accessModes.every((mode: string) => provisioner.accessModes.includes(mode))
    ? undefined
    : provisioner.refusal;
}

const GIBIBYTE = 1_024 ** 3;

/** What a claim that asks for `quantity` gets. */
export function provisionedSize(provisioner: Provisioner, quantity: string): string {
  return provisioner.wholeGibibytes ? `${Math.ceil((bytesOf(quantity) ?? 0) / GIBIBYTE)}Gi` : quantity;
}
