import type { KubernetesObject, ReadStore } from '../cluster/index.ts';
import { type Mount, Volume } from '../shell/index.ts';

/**
 * The files of the volumes pods write to. An `emptyDir` is the pod's and goes with it, a claim's are its
 * PersistentVolume's and stay as long as that, a `hostPath` is part of the node's disk.
 */
export class PodVolumes {
  readonly #store: ReadStore;
  readonly #volumes = new Map<string, Volume>();

  constructor(store: ReadStore) {
    this.#store = store;
    for (const resource of ['pods', 'persistentvolumes', 'persistentvolumeclaims', 'nodes']) {
      store.subscribe(resource, ({ type, object }) => {
        if (type === 'DELETED') this.#forget(object.metadata.uid!);
      });
    }
  }

  /** What a container mounts of them. */
  // biome-ignore lint/suspicious/noExplicitAny: a container of the pod's spec
  mountsOf(pod: KubernetesObject, container: any): Mount[] {
    return (container.volumeMounts ?? []).flatMap((mount: VolumeMount): Mount[] => {
      const source = pod.spec.volumes?.find(({ name }: { name: string }) => name === mount.name);
      const place = source && this.#placeOf(pod, source);
      if (!place) return [];
      const inside = `${place.inside ?? ''}/${mount.subPath ?? ''}`;
      return [{ path: mount.mountPath, volume: this.#volume(place.key), inside }];
    });
  }

  #placeOf(pod: KubernetesObject, source: VolumeSource): { key: string; inside?: string } | undefined {
    const { uid, namespace, name } = pod.metadata;
    if (source.emptyDir) return { key: `${uid}/${source.name}` };
    if (source.hostPath) return { key: this.#diskOf(pod), inside: source.hostPath.path };
    const claimName = source.ephemeral ? `${name}-${source.name}` : source.persistentVolumeClaim?.claimName;
    if (claimName === undefined) return undefined;
    const claim = this.#store.get('persistentvolumeclaims', namespace, claimName);
    if (!claim) return undefined;
    const volume = this.#store.get('persistentvolumes', undefined, claim['spec'].volumeName ?? '');
    const folder = volume?.['spec'].hostPath?.path ?? volume?.['spec'].local?.path;
    // Provisioned folders are the volume's own; those made by hand are a place on the node that others may show too.
    const provisioned = volume?.metadata.annotations?.['pv.kubernetes.io/provisioned-by'] !== undefined;
    if (folder && !provisioned) return { key: this.#diskOf(pod), inside: folder };
    return { key: `${(volume ?? claim).metadata.uid}/` };
  }

  #diskOf(pod: KubernetesObject): string {
    const node = this.#store.get('nodes', undefined, pod['spec'].nodeName ?? '');
    return `${node?.metadata.uid ?? pod.metadata.uid}/disk`;
  }

  #volume(key: string): Volume {
    let volume = this.#volumes.get(key);
    if (!volume) this.#volumes.set(key, (volume = new Volume()));
    return volume;
  }

  #forget(uid: string): void {
    for (const key of this.#volumes.keys()) if (key.startsWith(`${uid}/`)) this.#volumes.delete(key);
  }
}

interface VolumeMount {
  name: string;
  mountPath: string;
  subPath?: string;
}

interface VolumeSource {
  name: string;
  emptyDir?: object;
  hostPath?: { path: string };
  ephemeral?: object;
  persistentVolumeClaim?: { claimName: string };
}
