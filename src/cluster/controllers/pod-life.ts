import type { Timer } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { addressOf } from '../kinds/node.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { ControllerContext, ImageLifecycle, KubernetesObject } from '../types.ts';
import { ContainerLife } from './container-life.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { PodAddresses } from './pod-addresses.ts';
import { podConditions, podPhase } from './pod-conditions.ts';
import { processExit } from './process-life.ts';

const FIRST_BACK_OFF = 10_000;
const LONGEST_BACK_OFF = 300_000;
const STOP_DELAY = 1_000;
const PROBES = ['startupProbe', 'readinessProbe'];

/** One pod on its node, from its binding to its end. Everything that takes time is a timer. */
export class PodLife {
  readonly #context: ControllerContext;
  readonly #node: KubernetesObject;
  readonly #addresses: PodAddresses;
  readonly #events: EventRecorder;
  readonly #init: ContainerLife[];
  readonly #containers: ContainerLife[];
  readonly #timers = new Set<Timer>();
  #pod: KubernetesObject;
  #startTime = '';
  #podIP: string | undefined;
  #ending = false;

  constructor(
    context: ControllerContext,
    pod: KubernetesObject,
    node: KubernetesObject,
    addresses: PodAddresses,
    events: EventRecorder,
  ) {
    this.#context = context;
    this.#pod = pod;
    this.#node = node;
    this.#addresses = addresses;
    this.#events = events;
    const initContainers: JsonObject[] = pod['spec'].initContainers ?? [];
    const reason = initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating';
    const uid = pod.metadata.uid!;
    this.#init = initContainers.map((spec) => new ContainerLife(spec, true, uid, 'PodInitializing'));
    this.#containers = pod['spec'].containers.map((spec: JsonObject) => new ContainerLife(spec, false, uid, reason));
  }

  start(): void {
    this.#startTime = formatTimestamp(this.#context.clock.now());
    if (this.#pod.metadata.deletionTimestamp) {
      this.observe(this.#pod);
      return;
    }
    this.#writeStatus();
    this.#startNextInit();
  }

  /** Hears of changes others made: deletion, or an attached session that ended a container. */
  observe(pod: KubernetesObject): void {
    this.#pod = pod;
    if (pod.metadata.deletionTimestamp) {
      this.#end();
      return;
    }
    for (const status of pod['status']?.containerStatuses ?? []) {
      const container = this.#containers.find((one) => one.name === status.name);
      const code = status.state?.terminated?.exitCode;
      if (container?.running && code !== undefined) this.#exited(container, code);
    }
  }

  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  #after(duration: number, action: () => void): void {
    const timer = this.#context.clock.after(duration, () => {
      this.#timers.delete(timer);
      action();
    });
    this.#timers.add(timer);
  }

  #startNextInit(): void {
    const next = this.#init.find((one) => one.exitCode !== 0 && !(one.isSidecar && one.running));
    if (next) {
      this.#pull(next);
      return;
    }
    for (const container of this.#containers) this.#pull(container);
  }

  #image(container: ContainerLife): ImageLifecycle {
    return this.#context.image(container.spec['image'], container.spec);
  }

  #pull(container: ContainerLife): void {
    const image = this.#image(container);
    const name = container.spec['image'];
    if (image.exists || container.spec['imagePullPolicy'] !== 'Never') {
      this.#event(container, 'Normal', 'Pulling', `Pulling image "${name}"`);
    }
    this.#after(image.startDelay, () => {
      if (!image.exists) {
        this.#failPull(container, FIRST_BACK_OFF);
        return;
      }
      const took = `${image.startDelay / 1_000}s`;
      const message = `Successfully pulled image "${name}" in ${took} (${took} including waiting)`;
      this.#event(container, 'Normal', 'Pulled', message);
      this.#run(container);
    });
  }

  #failPull(container: ContainerLife, backOff: number): void {
    const name = container.spec['image'];
    const cause = `failed to pull and unpack image "${name}": failed to resolve reference "${name}": not found`;
    const message = `rpc error: code = NotFound desc = ${cause}`;
    this.#event(container, 'Warning', 'Failed', `Failed to pull image "${name}": ${message}`);
    this.#event(container, 'Warning', 'Failed', 'Error: ErrImagePull');
    this.#takeAddress();
    container.wait('ErrImagePull', message);
    this.#writeStatus();
    this.#after(1_000, () => {
      this.#event(container, 'Normal', 'BackOff', `Back-off pulling image "${name}"`);
      this.#event(container, 'Warning', 'Failed', 'Error: ImagePullBackOff');
      container.wait('ImagePullBackOff', `Back-off pulling image "${name}": ErrImagePull: ${message}`);
      this.#writeStatus();
      this.#after(backOff, () => this.#pullAgain(container, Math.min(backOff * 2, LONGEST_BACK_OFF)));
    });
  }

  #pullAgain(container: ContainerLife, backOff: number): void {
    this.#event(container, 'Normal', 'Pulling', `Pulling image "${container.spec['image']}"`);
    if (this.#image(container).exists) this.#run(container);
    else this.#failPull(container, backOff);
  }

  #run(container: ContainerLife): void {
    const { clock } = this.#context;
    this.#takeAddress();
    container.run(clock.now());
    this.#event(container, 'Normal', 'Created', `Created container: ${container.name}`);
    this.#event(container, 'Normal', 'Started', `Started container ${container.name}`);
    const exit = this.#exitOf(container);
    if (exit) this.#after(exit.after, () => this.#exited(container, exit.code));
    if (!container.isInit || container.isSidecar) this.#becomeReady(container);
    this.#writeStatus();
    if (container.isSidecar) this.#startNextInit();
  }

  #exitOf(container: ContainerLife): ImageLifecycle['exits'] {
    const isJob = this.#pod.metadata.ownerReferences?.some((owner) => owner.kind === 'Job') ?? false;
    const exit = processExit(container.spec, this.#image(container), isJob);
    if (exit || !container.isInit || container.isSidecar) return exit;
    // An init container that never ended would keep its pod from ever starting.
    return { after: 1_000, code: 0 };
  }

  #becomeReady(container: ContainerLife): void {
    const delays = PROBES.map((probe) => container.spec[probe]?.initialDelaySeconds ?? 0);
    const delay = this.#image(container).readyDelay + delays.reduce((sum, seconds) => sum + seconds, 0) * 1_000;
    if (delay === 0) {
      container.ready = true;
      return;
    }
    const run = container.restarts;
    this.#after(delay, () => {
      if (!container.running || container.restarts !== run) return;
      container.ready = true;
      this.#writeStatus();
    });
  }

  #exited(container: ContainerLife, code: number): void {
    if (!container.running || this.#ending) return;
    container.end(code, this.#context.clock.now());
    this.#writeStatus();
    if (container.isInit && code === 0 && !container.isSidecar) {
      this.#startNextInit();
      return;
    }
    if (this.#restarts(container, code)) this.#restartLater(container);
  }

  #restarts(container: ContainerLife, code: number): boolean {
    const policy = container.isSidecar ? 'Always' : this.#pod['spec'].restartPolicy;
    if (policy === 'Always') return true;
    return policy === 'OnFailure' && code !== 0;
  }

  /** The first restart comes soon, further ones after a back-off that doubles up to five minutes. */
  #restartLater(container: ContainerLife): void {
    this.#after(1_000, () => {
      if (container.restarts === 0) {
        this.#restart(container);
        return;
      }
      const backOff = Math.min(FIRST_BACK_OFF * 2 ** (container.restarts - 1), LONGEST_BACK_OFF);
      const { namespace, name, uid } = this.#pod.metadata;
      const place = `container ${container.name} in pod ${name}_${namespace}(${uid})`;
      this.#event(container, 'Warning', 'BackOff', `Back-off restarting failed ${place}`);
      const length = `${Math.floor(backOff / 60_000) ? `${Math.floor(backOff / 60_000)}m` : ''}${(backOff % 60_000) / 1_000}s`;
      container.wait(
        'CrashLoopBackOff',
        `back-off ${length} restarting failed container=${container.name} pod=${name}_${namespace}(${uid})`,
      );
      this.#writeStatus();
      this.#after(backOff, () => this.#restart(container));
    });
  }

  #restart(container: ContainerLife): void {
    if (container.exitCode !== undefined) container.wait('');
    container.restarts++;
    this.#run(container);
  }

  #takeAddress(): void {
    if (this.#podIP) return;
    this.#podIP = this.#pod['spec'].hostNetwork
      ? addressOf(this.#node, 'InternalIP')
      : this.#addresses.take(this.#pod, this.#node);
  }

  /** Containers are asked to end; the pod is removed when they have, or when its time is up. */
  #end(): void {
    const grace = (this.#pod.metadata.deletionGracePeriodSeconds ?? 0) * 1_000;
    if (this.#ending) return;
    this.#ending = true;
    this.stop();
    const running = [...this.#init, ...this.#containers].filter((container) => container.running);
    for (const container of running) {
      this.#event(container, 'Normal', 'Killing', `Stopping container ${container.name}`);
    }
    const delays = running.map((container) => this.#image(container).stopDelay ?? STOP_DELAY);
    this.#after(Math.min(grace, Math.max(0, ...delays)), () => this.#remove());
  }

  #remove(): void {
    const { namespace, name, uid, finalizers } = this.#pod.metadata;
    const { store } = this.#context;
    if (store.get('pods', namespace, name)?.metadata.uid !== uid) return;
    if (!finalizers?.length) {
      store.delete('pods', namespace, name);
      return;
    }
    for (const container of this.#containers) {
      if (container.running) container.end(0, this.#context.clock.now());
    }
    store.update('pods', namespace, name, (copy) => {
      copy.metadata.deletionGracePeriodSeconds = 0;
      copy['status'] = this.#status();
    });
  }

  #event(container: ContainerLife, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const list = container.isInit ? 'initContainers' : 'containers';
    const fieldPath = `spec.${list}{${container.name}}`;
    this.#events.record(this.#pod, type, reason, message, fieldPath, this.#node.metadata.name);
  }

  #writeStatus(): void {
    const { namespace, name } = this.#pod.metadata;
    const updated = this.#context.store.update('pods', namespace, name, (copy) => {
      copy['status'] = this.#status();
    });
    if (updated) this.#pod = updated;
  }

  #status(): JsonObject {
    const { qosClass, conditions = [] } = this.#pod['status'] ?? {};
    const { restartPolicy, hostNetwork } = this.#pod['spec'];
    const hostIP = addressOf(this.#node, 'InternalIP');
    const phase = podPhase(this.#containers, this.#init, restartPolicy);
    const now = formatTimestamp(this.#context.clock.now());
    const podIP = this.#podIP ?? (hostNetwork ? hostIP : undefined);
    return {
      conditions: podConditions(conditions, phase, this.#containers, this.#init, now),
      containerStatuses: this.#containers.map((container) => container.status()),
      ...(hostIP ? { hostIP, hostIPs: [{ ip: hostIP }] } : {}),
      ...(this.#init.length > 0 ? { initContainerStatuses: this.#init.map((container) => container.status()) } : {}),
      phase,
      ...(podIP ? { podIP, podIPs: [{ ip: podIP }] } : {}),
      qosClass,
      startTime: this.#startTime,
    };
  }
}
