import type { Timer } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { addressOf } from '../kinds/node.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { ControllerContext, ImageLifecycle, KubernetesObject } from '../types.ts';
import { containerConfigProblem } from './container-config-problem.ts';
import type { ContainerLife } from './container-life.ts';
import type { EventRecorder } from './event-recorder.ts';
import { pullImage } from './image-pull.ts';
import type { PodAddresses } from './pod-addresses.ts';
import { PodContainers } from './pod-containers.ts';
import { podStatus } from './pod-status.ts';
import { usualExit } from './process-life.ts';
import { restartBackOff, restarts } from './restart-back-off.ts';
import { pullSecretsDoubt, volumeProblem } from './volume-problem.ts';

const FIRST_MOUNT_RETRY = 500;
const LONGEST_MOUNT_RETRY = 122_000;
const CONFIG_RETRY = 12_000;
const STOP_DELAY = 1_000;

/** What a pod's life starts from. */
interface PodStart {
  pod: KubernetesObject;
  node: KubernetesObject;
  addresses: PodAddresses;
  events: EventRecorder;
  /** The input of the session that made the pod; absent: nobody's. */
  input: number | undefined;
}

/** One pod on its node, from its binding to its end. Everything that takes time is a timer. */
export class PodLife {
  readonly #context: ControllerContext;
  readonly #node: KubernetesObject;
  readonly #addresses: PodAddresses;
  readonly #events: EventRecorder;
  readonly #input: number | undefined;
  readonly #containers: PodContainers;
  readonly #timers = new Set<Timer>();
  #pod: KubernetesObject;
  #startTime = '';
  #podIP: string | undefined;
  #ending = false;

  constructor(context: ControllerContext, { pod, node, addresses, events, input }: PodStart) {
    this.#context = context;
    this.#input = input;
    this.#pod = pod;
    this.#node = node;
    this.#addresses = addresses;
    this.#events = events;
    this.#containers = new PodContainers(pod);
  }

  start(): void {
    this.#startTime = formatTimestamp(this.#context.clock.now());
    if (this.#pod.metadata.deletionTimestamp) {
      this.observe(this.#pod);
      return;
    }
    this.#writeStatus();
    this.#mount(FIRST_MOUNT_RETRY);
  }

  /** Hears of changes others made: deletion, or an attached session that ended a container. */
  observe(pod: KubernetesObject): void {
    this.#pod = pod;
    if (pod.metadata.deletionTimestamp) {
      this.#end();
      return;
    }
    for (const { container, code } of this.#containers.endedElsewhere(pod)) this.#exited(container, code);
    this.#startAdded();
  }

  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    for (const container of this.#containers.all) container.main?.stop();
  }

  /** Debugging containers join a pod once it has its place in the network. */
  #startAdded(): void {
    if (!this.#podIP || this.#ending) return;
    for (let added = this.#containers.takeAdded(this.#pod); added; added = this.#containers.takeAdded(this.#pod)) {
      this.#writeStatus();
      this.#pull(added);
    }
  }

  #after(duration: number, action: () => void): void {
    const timer = this.#context.clock.after(duration, () => {
      this.#timers.delete(timer);
      action();
    });
    this.#timers.add(timer);
  }

  /** No container starts before every volume is there. */
  #mount(retry: number): void {
    const { store } = this.#context;
    const problem = volumeProblem(this.#pod, store);
    if (problem) {
      this.#podEvent('FailedMount', problem);
      this.#after(retry, () => this.#mount(Math.min(retry * 2, LONGEST_MOUNT_RETRY)));
      return;
    }
    const doubt = pullSecretsDoubt(this.#pod, store);
    if (doubt) this.#podEvent('FailedToRetrieveImagePullSecret', doubt);
    this.#startNextInit();
  }

  #startNextInit(): void {
    const next = this.#containers.init.find((one) => one.exitCode !== 0 && !(one.isSidecar && one.running));
    for (const container of next ? [next] : this.#containers.plain) this.#pull(container);
  }

  #image(container: ContainerLife): ImageLifecycle {
    return this.#context.image(container.spec['image'], container.spec);
  }

  #pull(container: ContainerLife): void {
    pullImage(container.spec['image'], container.spec['imagePullPolicy'], {
      image: () => this.#image(container),
      after: (duration, action) => this.#after(duration, action),
      event: (type, reason, message) => this.#event(container, type, reason, message),
      waits: (reason, message) => {
        this.#takeAddress();
        container.wait(reason, message);
        this.#writeStatus();
      },
      pulled: () => this.#create(container),
    });
  }

  /** A container whose environment cannot be put together waits, and is tried again. */
  #create(container: ContainerLife): void {
    const problem = containerConfigProblem(container.spec, this.#pod, this.#context.store);
    if (!problem) {
      this.#run(container);
      return;
    }
    this.#takeAddress();
    this.#event(container, 'Warning', 'Failed', `Error: ${problem}`);
    container.wait('CreateContainerConfigError', problem);
    this.#writeStatus();
    this.#after(CONFIG_RETRY, () => {
      const present = `Container image "${container.spec['image']}" already present on machine`;
      this.#event(container, 'Normal', 'Pulled', present);
      this.#create(container);
    });
  }

  #run(container: ContainerLife): void {
    const { clock } = this.#context;
    this.#takeAddress();
    container.run(clock.now());
    this.#event(container, 'Normal', 'Created', `Created container: ${container.name}`);
    this.#event(container, 'Normal', 'Started', `Started container ${container.name}`);
    if (container.list === 'containers' || container.isSidecar) this.#becomeReady(container);
    // The network has to know the pod's address before its process uses it.
    this.#writeStatus();
    this.#startProcess(container);
    if (container.isSidecar) this.#startNextInit();
  }

  #startProcess(container: ContainerLife): void {
    const main = this.#context.runtime?.start?.(this.#pod, container.name, this.#input);
    container.main = main;
    if (!main) {
      this.#awaitUsualExit(container);
      return;
    }
    void main.exit.then((code) => {
      if (container.main !== main) return;
      container.main = undefined;
      if (code === undefined) this.#awaitUsualExit(container);
      else this.#exited(container, code);
    });
  }

  /** Where nobody runs the command, what is known about it and its image tells when it ends. */
  #awaitUsualExit(container: ContainerLife): void {
    const exit = usualExit(container, this.#image(container), this.#pod);
    if (exit) this.#after(exit.after, () => this.#exited(container, exit.code));
  }

  #becomeReady(container: ContainerLife): void {
    const delay = this.#image(container).readyDelay + container.probeDelay;
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
    if (restarts(this.#pod, container, code)) this.#restartLater(container);
  }

  /** The first restart comes soon, further ones after a back-off that doubles up to five minutes. */
  #restartLater(container: ContainerLife): void {
    this.#after(1_000, () => {
      if (container.restarts === 0) {
        this.#restart(container);
        return;
      }
      const { backOff, event, message } = restartBackOff(this.#pod, container);
      this.#event(container, 'Warning', 'BackOff', event);
      container.wait('CrashLoopBackOff', message);
      this.#writeStatus();
      this.#after(backOff, () => this.#restart(container));
    });
  }

  #restart(container: ContainerLife): void {
    if (container.exitCode !== undefined) container.wait('');
    container.restarts++;
    this.#create(container);
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
    const running = this.#containers.all.filter((container) => container.running);
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
    for (const container of this.#containers.plain) {
      if (container.running) container.end(0, this.#context.clock.now());
    }
    store.update('pods', namespace, name, (copy) => {
      copy.metadata.deletionGracePeriodSeconds = 0;
      copy['status'] = this.#status();
    });
  }

  #podEvent(reason: string, message: string): void {
    this.#events.record(this.#pod, 'Warning', reason, message, undefined, this.#node.metadata.name);
  }

  #event(container: ContainerLife, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const fieldPath = `spec.${container.list}{${container.name}}`;
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
    return podStatus({
      pod: this.#pod,
      hostIP: addressOf(this.#node, 'InternalIP'),
      podIP: this.#podIP,
      startTime: this.#startTime,
      containers: this.#containers,
      now: formatTimestamp(this.#context.clock.now()),
    });
  }
}
