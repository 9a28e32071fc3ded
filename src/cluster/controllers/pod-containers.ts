import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject } from '../types.ts';
import { ContainerLife } from './container-life.ts';

/** The containers of one pod on its node. */
export class PodContainers {
  readonly init: readonly ContainerLife[];
  readonly plain: readonly ContainerLife[];
  readonly #ephemeral: ContainerLife[] = [];

  constructor(pod: KubernetesObject) {
    const initContainers: JsonObject[] = pod['spec'].initContainers ?? [];
    const reason = initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating';
    const uid = pod.metadata.uid!;
    this.init = initContainers.map((spec) => new ContainerLife(spec, 'initContainers', uid, 'PodInitializing'));
    this.plain = pod['spec'].containers.map((spec: JsonObject) => new ContainerLife(spec, 'containers', uid, reason));
  }

  get ephemeral(): readonly ContainerLife[] {
    return this.#ephemeral;
  }

  get all(): readonly ContainerLife[] {
    return [...this.init, ...this.plain, ...this.#ephemeral];
  }

  /** Running containers whose end others have written into the pod's status. */
  endedElsewhere({ status }: KubernetesObject): { container: ContainerLife; code: number }[] {
    const { containerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
    return [...containerStatuses, ...ephemeralContainerStatuses].flatMap(({ name, state }: JsonObject) => {
      const container = [...this.plain, ...this.#ephemeral].find((one) => one.name === name);
      const code = state?.terminated?.exitCode;
      return container?.running && code !== undefined ? [{ container, code }] : [];
    });
  }

  /** Takes in the next debugging container that was added to the pod; undefined when all are known. */
  takeAdded(pod: KubernetesObject): ContainerLife | undefined {
    const spec: JsonObject | undefined = pod['spec'].ephemeralContainers?.[this.#ephemeral.length];
    if (!spec) return undefined;
    const container = new ContainerLife(spec, 'ephemeralContainers', pod.metadata.uid!, 'ContainerCreating');
    this.#ephemeral.push(container);
    return container;
  }
}
